"""``facilitate results``: what people answered on the tests of a workshop, checked, and written cleanly into its kit."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.assess.results import Results

ABOUT = """\
The sheets have codes and no names, and this command keeps it so: a file with a column for names is refused.

  1. Copy results-template.csv from the kit's folder for-facilitator to a place of your own, as a new export empties
     the one in the kit (or make one with --template). Open the copy in a spreadsheet program, and type in what is
     marked: a letter, several letters (AC), letters in a row for steps and partners (CADB), ? for 'I do not know yet',
     nothing where nothing is marked. Leave rows that you do not need.
  2. Save it as CSV, and name it here. A file that a form tool exported will do as well: the first line names the
     columns code, form (A or B), when (before or after), and q1, q2 and so on.
  3. Read the report. Each line that does not fit is named with what to do; your file is never changed. The lines that
     fit go to exports/my-workshop-results/results.csv, beside the kit. Mend the others and run it again: the file is written anew.

Few sheets say little. The scoring sheet in the kit tells how to read the result, and never to judge a person by it."""
EXAMPLES = """\
for example:
  facilitate results my-workshop.yaml my-answers.csv            check and count what you typed in
  facilitate results my-workshop.yaml --template                write my-workshop-results.csv to fill in, here

exits with 1 when a line was left out, so that nobody overlooks it.
"""
NAME = "results.csv"


def add_results(command: Callable[..., argparse.ArgumentParser], commands: Any) -> None:
    """Add the command to the command line."""
    parser = command(commands, "results", _run, "check the answers to the tests of a workshop, and write them beside its kit", ABOUT)
    parser.epilog = EXAMPLES
    parser.add_argument("session", type=Path, metavar="SESSION", help="the session file that the tests were printed from")
    parser.add_argument("table", nargs="?", type=Path, metavar="CSV", help="the file with the answers")
    parser.add_argument(
        "--template", nargs="?", type=Path, const=Path(), metavar="FILE",
        help="write a table to fill in (default: SESSION-results.csv); an existing file is never overwritten",
    )
    parser.add_argument("--out", type=Path, default=Path("exports"), metavar="DIR", help="folder that holds the kit (default: exports)")


def _run(options: argparse.Namespace) -> int:
    from toolkit.errors import UsageError

    if options.template is not None:
        return write_template(options.session, options.template, options.curriculum)
    if options.table is None:
        raise UsageError("Name the file with the answers as well.", f"For example: facilitate results {options.session} my-answers.csv")
    return results(options.session, options.table, options.out, options.curriculum)


def results(session: Path, table: Path, out: Path, curriculum: Path | None) -> int:
    """Check ``table``, report on it, and write what fits beside the kit of ``session``, which stays as it was made. 1 where a line was left out."""
    from toolkit.artifacts import write_artifact
    from toolkit.assess.codes import MOST, codes_for, seed_of
    from toolkit.assess.keys import markings
    from toolkit.assess.results import judge
    from toolkit.assess.table import read_table
    from toolkit.errors import UsageError

    plan, forms = _planned(session, curriculum)
    target = out / f"{session.stem}-results" / NAME
    if target.resolve() == table.resolve():
        raise UsageError(f"{table} is the file that this command writes.", "Name the file that you typed the answers into.")
    held = read_table(_content(table), len(forms.places))
    codes = codes_for(seed_of(plan.title, [module.id for module in plan.modules]), MOST)
    found = judge(held.rows, markings(forms, plan.modules), codes)
    lines = [f"{table}: {_many(len(found.sheets), 'sheet')} fit, {_many(sum(each.left_out for each in found.faults), 'line')} left out."]
    lines += [f"  line 1: not read, as it is none of ours: {', '.join(held.left_out)}."] * bool(held.left_out)
    lines += [f"  line {each.line}: {each.what} {each.mend}" for each in found.faults]
    lines += [f"  {_many(found.unused, 'row')} without any answer passed over."] * bool(found.unused)
    sys.stdout.write("\n".join([*lines, ""]))
    if not found.sheets:
        raise UsageError("There is no sheet to count, so nothing was written.", "Fill in the table, or mend the lines above.")
    written = write_artifact(target, found.as_csv())
    sys.stdout.write("\n".join(["", *_counts(found, len(forms.places)), "", f"{'wrote' if written else 'unchanged'}  {target}", ""]))
    return int(any(each.left_out for each in found.faults))


def write_template(session: Path, table: Path, curriculum: Path | None) -> int:
    """Write the empty ``table`` of ``session``; Path() is one called after it. Raises UsageError where another file has the name."""
    from toolkit.artifacts import write_artifact
    from toolkit.assess.codes import codes_for, seed_of
    from toolkit.assess.table import template
    from toolkit.errors import UsageError

    plan, forms = _planned(session, curriculum)
    codes = codes_for(seed_of(plan.title, [module.id for module in plan.modules]), plan.session.participants)
    path, content = Path(f"{session.stem}-results.csv") if table == Path() else table, template(len(forms.places), codes)
    if path.exists() and not (path.is_file() and path.read_bytes() == content):
        raise UsageError(f"{path} is there already.", "It may hold answers, so it stays as it is. Name another file behind --template.")
    sys.stdout.write(f"{'wrote' if write_artifact(path, content) else 'unchanged'}  {path}\n")
    return 0


def _planned(session: Path, curriculum: Path | None) -> tuple[Any, Any]:
    """The plan of a session and its forms. Raises UsageError where it has none."""
    from toolkit.assess.choose import forms_of_plan
    from toolkit.commands.sessions import checked_session, curriculum_folder
    from toolkit.errors import UsageError
    from toolkit.load import load_curriculum
    from toolkit.messages import messages
    from toolkit.plan import make_plan

    found = load_curriculum(curriculum_folder(curriculum))
    plan = make_plan(found, checked_session(session, found))
    forms = forms_of_plan(plan)
    if forms is None:
        words = messages(plan.session.language)
        raise UsageError(words("test.none"), words("test.none-mend"))
    return plan, forms


def _content(table: Path) -> bytes:
    from toolkit.errors import UsageError

    try:
        return table.read_bytes()
    except OSError as error:
        raise UsageError(f"{table} cannot be read: {error.strerror or error}.", "Look at the name, and close the file in other programs.") from error


def _counts(found: Results, questions: int) -> Iterator[str]:
    """How many sheets there are and how many answers are right on average. What that can say is for people to weigh."""
    from toolkit.assess.results import mean_right

    yield f"Right answers on a sheet, on average, of {questions}:"
    for when in ("before", "after"):
        for form, name in ((None, "both forms"), ("A", "form A"), ("B", "form B")):
            sheets = found.of(when, form)  # type: ignore[arg-type]  # literals in a loop
            told = f"{mean_right(sheets):.1f}  ({_many(len(sheets), 'sheet')})" if sheets else "no sheets"
            yield f"  {when:<7} {name:<11} {told}"
    yield f"  {_many(found.pairs, 'pair')} of sheets with the same code."


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
