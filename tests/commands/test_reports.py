"""Each shape of a report keeps to what its readers expect: SARIF's essentials, GitHub's escapes, plain Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from toolkit.check.allowances import Allowed, Review
from toolkit.check.finding import AsOf
from toolkit.check.grounds import Grounds
from toolkit.commands.reports import FORMATS
from toolkit.commands.reports.report import Report
from toolkit.errors import Problem
from toolkit.load import load_curriculum
from toolkit.model.registers import Fact, Source
from toolkit.model.rule import Rule
from toolkit.schema import rules_page

ROOT = Path(__file__).parent.parent.parent
RULE = Rule(id="figure-is-sourced", says="A figure has a source.", why="Figures age.", source="F-ONE-01, F-ONE-09")
ADVICE = replace(RULE, id="sentence-is-short", severity="advice", source="")
FACT = Fact(id="F-ONE-01", statement="It was found.", label="seen", sources=("paper",), as_of="2020", review_by=date(2027, 1, 1))
PAPER = Source(id="paper", title="On figures", publisher="A press", url="https://example.org/a_b", as_of="2020")
ODD = "my, 100% own:folder/intro/1-a b.yaml"
LINE = "      text: He says ``call me`` and `goes`. <b>1999</b>"
FIRST = Problem(ODD, 2, 7, RULE.id, "a *bold* claim: 50%, <b>1999</b>.", "Cite it like [@F-A1-03].")
SECOND = Problem(ODD, 9, 1, ADVICE.id, "a long sentence.", "Split it.", "advice")
THIRD = Problem("registers/contacts.yaml", 1, 1, "contact-is-confirmed", "nobody confirmed it.", "Call it.", "warning")
LET_OFF = Allowed(replace(FIRST, line=5), "it is [invented]", 4)


@pytest.fixture
def report() -> Report:
    return Report(
        "my folder", "1 module, 1 facts", Review((FIRST, SECOND, THIRD), (LET_OFF,)), AsOf(date(2026, 11, 1)),
        {"Facts": (RULE,), "Language": (ADVICE,)}, Grounds({"F-ONE-01": FACT}, {"paper": PAPER}), {ODD: ("id: x", LINE)},
    )  # fmt: skip


def test_json_holds_what_the_docs_name(report: Report) -> None:
    content: dict[str, Any] = json.loads(FORMATS["json"].write(report))
    assert content["version"] == 1
    assert content["counts"] == {"error": 1, "warning": 1, "advice": 1, "allowed": 1}
    assert content["problems"][0] == {
        "file": ODD, "line": 2, "column": 7, "level": "error", "rule": RULE.id, "what": FIRST.what, "mend": FIRST.mend,
    }  # fmt: skip
    assert content["allowed"][0].items() >= {"line": 5, "reason": "it is [invented]", "allowed_in_line": 4}.items()
    assert set(content["rules"]) == {RULE.id, ADVICE.id}
    assert content["rules"][RULE.id]["sources"][0] == "F-ONE-01: On figures (A press, 2020)"
    page = rules_page()
    keys = {*content, *content["counts"], *content["problems"][0], *content["allowed"][0], *content["rules"][RULE.id]}
    assert [key for key in keys if f"`{key}`" not in page] == []


def test_sarif_keeps_the_essentials_of_2_1_0(report: Report) -> None:
    log: dict[str, Any] = json.loads(FORMATS["sarif"].write(report))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    names = [rule["id"] for rule in driver["rules"]]
    assert names == [RULE.id, ADVICE.id]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning", "error"]
    for result in run["results"]:
        assert result["message"]["text"]
        if "ruleIndex" in result:
            assert names[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"])
        assert not place["artifactLocation"]["uri"].startswith("/")
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
    assert unquote(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == ODD
    (note,) = run["results"][3]["suppressions"]
    assert (note["kind"], note["status"], note["justification"]) == ("inSource", "accepted", "it is [invented]")
    assert note["location"]["physicalLocation"]["region"]["startLine"] == 4
    assert not any("suppressions" in result for result in run["results"][:3])


def test_a_sarif_fingerprint_stays_when_a_problem_moves_and_changes_with_what_is_wrong(report: Report) -> None:
    def prints(*problems: Problem) -> list[str]:
        log = json.loads(FORMATS["sarif"].write(replace(report, review=Review(problems))))
        return [result["partialFingerprints"]["ruleFileWhat/v1"] for result in log["runs"][0]["results"]]

    one, moved, other = prints(FIRST, replace(FIRST, line=80), replace(FIRST, what="another."))
    assert one == moved != other


def test_sarif_names_a_file_outside_the_folder_in_full(report: Report, tmp_path: Path) -> None:
    away = replace(FIRST, file=(tmp_path / "x y.yaml").as_posix())
    log = json.loads(FORMATS["sarif"].write(replace(report, review=Review((away,)))))
    artifact = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"].startswith("file:///")
    assert artifact["uri"].endswith("/x%20y.yaml")
    assert "uriBaseId" not in artifact


def test_github_commands_are_escaped_so_that_nothing_ends_early(report: Report) -> None:
    breaking = replace(FIRST, what="two\nlines\r\n::error::not ours 100%.")
    shown = FORMATS["github"].write(replace(report, review=Review((breaking, SECOND, THIRD))))
    first, second, third, summary = shown.splitlines()
    found = re.fullmatch(r"::error file=([^:,]+),line=2,col=7,title=figure-is-sourced::(.*)", first)
    assert found
    assert unquote(found[1]) == ODD
    assert "%25" in found[1]
    assert found[2].startswith("two lines ::error::not ours 100%25.")
    assert second.startswith("::notice ")
    assert third.startswith("::warning ")
    assert summary == "1 error, 1 warning, 1 piece of advice."


def test_the_fix_page_has_a_box_for_each_problem_in_order_and_quotes_its_line(report: Report) -> None:
    page = FORMATS["fix-report"].write(report)
    boxes = re.findall(r"^- \[ \] \*\*Line (\d+)\*\*, (\w+), `([a-z-]+)`$", page, re.MULTILINE)
    assert boxes == [("2", "error", RULE.id), ("9", "advice", ADVICE.id), ("1", "warning", "contact-is-confirmed")]
    tokens = MarkdownIt("commonmark").parse(page)
    assert [token.content.strip() for token in tokens if token.type == "fence"] == [LINE.strip()]
    words = [child.content for token in tokens for child in token.children or () if child.type == "text"]
    assert "Wrong: a *bold* claim: 50%, <b>1999</b>." in words
    assert "Do: Cite it like [@F-A1-03]." in words
    assert "Why: Figures age." in words
    assert "Source: F-ONE-01: On figures (A press, 2020)" in words
    assert "Reason (line 4): it is [invented]" in words
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "html_block", "link_open", "em_open"}


def test_the_fix_page_ends_with_what_to_run(report: Report) -> None:
    page = FORMATS["fix-report"].write(report)
    last = page[page.rindex("\n## ") :]
    for call in ("facilitate check 'my folder'", "facilitate compose", "facilitate export", "facilitate check --explain RULE"):
        assert call in last


def test_a_long_line_is_quoted_around_the_finding(report: Report) -> None:
    long = f"text: {'word ' * 200}THERE {'word ' * 200}"
    column = long.index("THERE") + 1
    page = FORMATS["fix-report"].write(
        replace(report, review=Review((replace(FIRST, line=1, column=column),)), lines={ODD: (long,)})
    )
    quoted = re.search(r"```text\n  (.*)\n  ```", page)
    assert quoted
    assert "THERE" in quoted[1]
    assert quoted[1].startswith("…")
    assert quoted[1].endswith("…")
    assert len(quoted[1]) < 220


def test_the_problem_matcher_of_the_docs_reads_what_the_text_format_writes(report: Report) -> None:
    found = re.search(r'"regexp": (".*"),', rules_page())
    assert found
    matcher = re.compile(json.loads(found[1]))
    lines = FORMATS["text"].write(report).splitlines()
    read = [matched.groups() for matched in map(matcher.match, lines) if matched]
    assert [(file, line, column, rule, level) for file, line, column, rule, level, _ in read] == [
        (problem.file, str(problem.line), str(problem.column), problem.rule, problem.severity)
        for problem in (FIRST, SECOND, THIRD)
    ]
    assert f"{ODD}:5  figure-is-sourced  allowed: it is [invented]" in lines


def test_every_format_is_in_the_docs() -> None:
    page = rules_page()
    assert [name for name in FORMATS if f"| `{name}` |" not in page] == []


def test_the_sources_of_rules_are_facts_that_may_be_published() -> None:
    from toolkit.check import RULES
    from toolkit.check.grounds import register_ids

    entries = Grounds.in_curriculum(load_curriculum(ROOT / "curriculum")).entries
    named = {name for rule in RULES.values() for name in register_ids(rule)}
    assert sorted(named - entries.keys()) == []
    assert not {name for name in named if entries[name].label == "recalled"}
