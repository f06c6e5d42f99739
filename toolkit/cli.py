"""The command line: parse, call one function, print. No logic lives here."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.commands import certificates, export_options
from toolkit.commands.audit import add_audit
from toolkit.commands.doctor import add_doctor
from toolkit.commands.examples import CHECK_EPILOG, EPILOG, NEW_EPILOG
from toolkit.commands.reports import FORMATS
from toolkit.commands.results import add_results
from toolkit.errors import ContentError, ToolkitError, UsageError

_LATEST = 600


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: something was wrong and was named; 2: the call itself was."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows may lack a character of a title; that must not stop the work
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except ContentError as error:
        sys.stderr.write(f"{error}\n{_count(len(error.problems))}.\n")
        return 1
    except ToolkitError as error:
        sys.stderr.write(f"facilitate: {error}\n")
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Files already written are whole; run the same line again to finish.\n")
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="facilitate",
        description="Everything a workshop on recognizing child sex trafficking needs, from one short file, offline.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"facilitate {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_new(commands)
    _add_plan(commands)
    _add_compose(commands)
    export_options.add_options(_command(commands, "export", export_options.run, export_options.SUMMARY, export_options.MORE))
    _add_verify(commands)
    add_audit(commands)
    _add_formats(commands)
    _add_study(commands)
    certificates.add_options(_command(commands, "certificates", certificates.certificates, certificates.SUMMARY, certificates.MORE))
    add_results(_command, commands)
    add_doctor(_command, commands)
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.\n\n{more}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "--curriculum", type=Path, metavar="DIR",
        help="folder that holds catalogue.yaml (default: the nearest 'curriculum' folder, else the one that came along)",
    )
    return parser


def _add_check(commands: Any) -> None:
    parser = _command(
        commands, "check", _check, "find every mistake in a curriculum or a session file",
        "Prints one line a problem: file:line:column, the rule, its level, what is wrong, what to do. Levels:\n"
        "  error    never ship it; export refuses, and this command exits with 1\n"
        "  warning  a person must look at it before the workshop\n"
        "  advice   it could be better\n\n"
        "A note beside a line, or right above it, allows one breach of one rule; the report lists it:\n"
        "  # allow: rule-id the reason in your own words",
    )
    parser.epilog = CHECK_EPILOG
    parser.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="a curriculum folder or a session file (default: the curriculum)"
    )
    listed = "; ".join(f"{row.name}: {row.about}" for row in FORMATS.values())
    parser.add_argument("--format", choices=FORMATS, default="text", metavar="NAME", help=f"how to show it ({listed})")
    parser.add_argument(
        "--fix-report", action="store_const", const="fix-report", dest="format", help="the same as --format fix-report"
    )
    parser.add_argument("--explain", metavar="RULE", help="say what a rule asks for, why, and how to allow one breach; check nothing")
    parser.add_argument(
        "--confirmed-within", type=int, metavar="DAYS", help="warn of contacts that nobody confirmed in the last DAYS days (default: 180)"
    )
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="look at review days and confirmations as on this day, for example 2027-01-31 (default: today)"
    )


def _add_new(commands: Any) -> None:
    parser = _command(
        commands, "new", _new, "write a file to fill in: a session, a module, a reference page or a diagram",
        "The file explains every line of itself. An existing file is never overwritten.\n"
        "A module, page or diagram goes to the curriculum that this folder belongs to, never to the one that came along.",
    )
    parser.epilog = NEW_EPILOG
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="a session, for example my-workshop; writes my-workshop.yaml here"
    )
    parser.add_argument("--like", metavar="SESSION", help="begin with a ready-made session, for example staff-meeting")
    parser.add_argument("--module", metavar="ID", help="a module, for example intro/4; writes curriculum/intro/4-name.yaml")
    parser.add_argument("--page", metavar="NAME", help="a reference page; writes curriculum/pages/NAME.yaml")
    parser.add_argument("--diagram", metavar="NAME", help="a diagram; writes curriculum/diagrams/NAME.yaml")
    parser.add_argument("--title", metavar="TEXT", help="title of the module, page or diagram; a module's file is named after it")


def _add_plan(commands: Any) -> None:
    parser = _command(
        commands, "plan", _plan, "show the timetable of a session",
        "Clock times, minutes (least, usual, most), breaks, who leads, objectives met, and what to cut first when you run late.\n"
        "With --late it says what to drop now, and how the rest of the day goes then. When the time that the session asks\n"
        "for cannot hold its modules, it says the least that does, and which of them fit.",
    )
    parser.add_argument(
        "session", type=Path, metavar="SESSION", help="a session file, for example my-workshop.yaml, or a ready-made session"
    )
    parser.add_argument("--late", type=_minutes, metavar="MINUTES", help="how far behind you are, for example 15")
    parser.add_argument("--at", metavar="TIME", help="what time it is now, for example 18:55, or +0:25 from the start (default: the start)")
    parser.add_argument("--day", type=int, default=1, metavar="N", help="on which day of several (default: the first)")


def _add_compose(commands: Any) -> None:
    parser = _command(
        commands, "compose", _compose, "write the self-study notebooks from the curriculum",
        "Run it after every change to the curriculum, and commit what it writes.",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a notebook is out of date")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (default: notebooks)")
    _add_vetting(parser)


def _add_verify(commands: Any) -> None:
    parser = commands.add_parser(
        "verify", help="see whether a kit is still whole and up to date", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="See whether a kit is still whole and up to date.\n\n"
        "Compares a kit's folder, or its zip, with the manifest in it: files that changed, are missing or were added, such as\n"
        "what 'facilitate results' wrote, and facts that are to be looked at again by the day. Exits with 1 when it finds something.",
    )
    parser.set_defaults(run=_verify)
    parser.add_argument("kit", type=Path, metavar="KIT", help="a kit's folder or zip, for example exports/my-workshop")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="look at review days as on this day, for example that of the workshop (default: today)"
    )


def _add_formats(commands: Any) -> None:
    _command(commands, "formats", _formats, "list the formats a kit can hold", "Each is also an nbconvert exporter.")


def _add_study(commands: Any) -> None:
    parser = _command(
        commands, "study", _study, "open the notebooks in JupyterLab",
        "Copies the notebooks to the folder 'notebooks' here first if there is none; your own copies are never overwritten.",
    )
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab without opening a browser")
    _add_vetting(parser)


def _add_vetting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--vetted-by", default="", metavar="NAME",
        help="who confirmed that the reader is a vetted public-safety professional; adds the restricted notebooks, which bear the name",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write year-month-day, for example 2027-01-31") from error


def _minutes(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LATEST:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of minutes; write 1 to {_LATEST}")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    from toolkit.commands.check import Asked, check_content, explain_rule

    if options.explain:
        return explain_rule(options.explain, options.curriculum)
    return check_content(Asked(options.path, options.curriculum, options.format, options.as_of, options.confirmed_within))


def _new(options: argparse.Namespace) -> int:
    from toolkit.commands.new import Asked, new

    return new(Asked(
        options.name, options.module, options.page, options.diagram, options.title, options.like, options.curriculum,
    ))  # fmt: skip


def _plan(options: argparse.Namespace) -> int:
    from toolkit.commands.plan import Late, plan

    if options.late is None and options.at is not None:
        raise UsageError("--at goes with --late.", "Say how many minutes you are behind, for example: --late 15 --at 18:55")
    return plan(options.session, options.curriculum, Late(options.late, options.at, options.day) if options.late else None)


def _compose(options: argparse.Namespace) -> int:
    from toolkit.commands.compose import compose

    return compose(options.curriculum, options.out, only_check=options.check, vetted_by=options.vetted_by)


def _verify(options: argparse.Namespace) -> int:
    from toolkit.commands.verify import verify

    return verify(options.kit, options.as_of)


def _formats(_options: argparse.Namespace) -> int:
    from toolkit.commands.formats import formats

    return formats()


def _study(options: argparse.Namespace) -> int:
    from toolkit.commands.study import study

    return study(options.curriculum, browser=not options.no_browser, vetted_by=options.vetted_by)


def _count(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems} problems"


if __name__ == "__main__":
    sys.exit(main())
