"""Every rule by group and the registers in; the authors' page of rules out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.check.grounds import Grounds, register_ids, statement
from toolkit.model.registers import Fact, Wording
from toolkit.model.rule import Rule


def to_rules_page(groups: Mapping[str, Iterable[Rule]], grounds: Grounds) -> str:
    """Every rule that ``facilitate check`` applies, with its level, its reason and where that is published."""
    lines = [_HEAD]
    found: set[str] = set()
    for title, rules in groups.items():
        lines += ["", f"## {title}", "", "| rule | level | what should be true | why | source |", "|---|---|---|---|---|"]
        for rule in rules:
            found |= set(register_ids(rule))
            cells = (f"`{rule.id}`", _level(rule), rule.says, rule.why)
            lines.append(f"| {' | '.join(map(_cell, cells))} | {_source(rule, grounds)} |")
    return "\n".join([*lines, *_sources(sorted(found & grounds.entries.keys()), grounds)]) + "\n"


def _level(rule: Rule) -> str:
    return rule.severity if rule.may_be_allowed else f"{rule.severity}, always"


def _source(rule: Rule, grounds: Grounds) -> str:
    names = (f"[{name}](#{name.lower()})" if name in grounds.entries else name for name in register_ids(rule))
    return ", ".join(names) or _cell(rule.source)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def _sources(names: list[str], grounds: Grounds) -> Iterator[str]:
    if names:
        yield from ("", "## Sources", "", "What the reasons rest on, from the registers. Addresses are those that were read.", "")
    for name in names:
        entry = grounds.entries[name]
        yield f'- <a id="{name.lower()}"></a>**{name}** {statement(entry)} {_published(entry, grounds)}'


def _published(entry: Fact | Wording, grounds: Grounds) -> str:
    listed = "; ".join(
        f"[{source.title}](<{source.url}>), {source.publisher}, {source.as_of}" for source in grounds.read_in(entry)
    )
    return f"({listed})" if listed else "(our own judgement)"


_HEAD = r"""# The rules

<!-- Generated from toolkit/load and toolkit/check by `python -m toolkit.schema`. -->

`facilitate check` reads a curriculum and names every breach of these rules at once, each as
`file:line:column  rule  level: what is wrong  what to do`. One mistake may hide what depends on it: what could not be
read is not judged.

## Levels

- **error**: never ship it. It is unsafe, wrong or broken; `facilitate export` refuses, and the check exits with 1.
- **warning**: a person must look at it before the workshop. The check exits with 0.
- **advice**: it could be better; you decide.

*always* beside a level means that no note can allow a breach: it would break a kit or a safeguard.

## Allowing one breach

Where a rule is wrong about one place, say so there, with the reason:

```yaml
# allow: figure-is-sourced the number is invented for this exercise
- text: In this made-up town 300 adults took the course.
- text: In this made-up town 300 adults took the course.  # allow: figure-is-sourced invented for this exercise
```

- The note stands on the line that the report names, two blanks behind the value, or on a line of its own right above. Several notes may
  stand above one another, one rule to each.
- It silences that rule in that line and nowhere else. For a text of several lines write it above the text, or behind its first
  line (`text: |  # allow: ...`): it speaks of the text as a whole. Inside the text `#` is text and allows nothing.
- The reason has two words or more. The report lists what was allowed, so that a reader can judge it.
- A note that silences nothing is a warning, and one without a reason or with an unknown rule is an error.

`facilitate check --explain RULE` prints one rule with its reason and source.

## What a run can look like

| `--format` | for |
|---|---|
| `text` | people, and an editor's problem matcher |
| `json` | programs of your own: one object, described below |
| `sarif` | code scanning and an editor's SARIF viewer: SARIF 2.1.0; advice is a note, and what was allowed is a suppressed result |
| `github` | GitHub: a note beside each line of a change |
| `fix-report` | an editor at work: a Markdown page with a box to tick for each finding (`--fix-report` for short) |

`--as-of 2027-01-31` looks at review days and confirmations as on that day, so that a run can be repeated;
`--confirmed-within 30` sets for how many days a contact stays confirmed.

The object of `--format json` holds `version` (1; it goes up when a key changes its meaning or goes away), `checked` (the folder or
file), `as_of`, `confirmed_within_days`, `counts` (`error`, `warning`, `advice`, `allowed`), `problems` and `allowed` in order of file and
line, and `rules`. A problem has `file`, `line` and `column` (from 1), `level`, `rule`, `what` and `mend`; one that was allowed also has
its `reason` and `allowed_in_line`, the line of the note. `rules` holds each rule that is named, by id: `level`, `says`, `why`,
`sources` and `may_be_allowed`. New keys may come at any time.

## In an editor and before a commit

**VS Code**, in `.vscode/tasks.json`: the findings appear in the Problems panel and under the words they speak of.

```json
{
  "version": "2.0.0",
  "tasks": [
    {
      "label": "facilitate check",
      "type": "shell",
      "command": "facilitate check",
      "problemMatcher": {
        "owner": "facilitate",
        "severity": "info",
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "pattern": {
          "regexp": "^(.+?):(\\d+):(\\d+)  ([a-z0-9-]+)  (error|warning|advice): (.*)$",
          "file": 1, "line": 2, "column": 3, "code": 4, "severity": 5, "message": 6
        }
      }
    }
  ]
}
```

Or run `facilitate check --format sarif > check.sarif` and open the file with a SARIF viewer.

**pre-commit**, in `.pre-commit-config.yaml`:

```yaml
repos:
  - repo: local
    hooks:
      - id: facilitate-check
        name: facilitate check
        entry: facilitate check
        language: system
        files: ^curriculum/.*\.yaml$
        pass_filenames: false
```

**GitHub Actions**: `facilitate check --format github` writes each finding beside its line. For code scanning:

```yaml
- run: facilitate check --format sarif > check.sarif
- uses: github/codeql-action/upload-sarif@v4
  if: always()
  with:
    sarif_file: check.sarif
```

The check looks at nothing outside the curriculum and needs no network."""
