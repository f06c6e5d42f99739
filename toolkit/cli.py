"""The command line: parse, call one function, print. No logic lives here."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.errors import ContentError, ToolkitError

EPILOG = """\
a first workshop:
  facilitate new my-workshop            write my-workshop.yaml, with a comment on every line
  facilitate plan my-workshop.yaml      see the timetable, and what to cut when late
  facilitate export my-workshop.yaml    write the kit to exports/my-workshop/

study alone:
  facilitate study                      open the notebooks in JupyterLab
"""


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
    _add_export(commands)
    _add_formats(commands)
    _add_study(commands)
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
        "Prints one line a problem: file:line:column, the rule, what is wrong, how to mend it.\n"
        "Exits with 1 when there is an error; warnings alone leave 0.",
    )
    parser.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="a curriculum folder or a session file (default: the curriculum)"
    )


def _add_new(commands: Any) -> None:
    parser = _command(
        commands, "new", _new, "write a session file to fill in",
        "The file explains every line of itself. An existing file is never overwritten.",
    )
    parser.add_argument("name", metavar="NAME", help="for example my-workshop; writes my-workshop.yaml here")


def _add_plan(commands: Any) -> None:
    parser = _command(
        commands, "plan", _plan, "show the timetable of a session",
        "Clock times, minutes (shortest to longest), breaks, and what to cut first when you run late.",
    )
    parser.add_argument("session", type=Path, metavar="SESSION", help="a session file, for example my-workshop.yaml")


def _add_compose(commands: Any) -> None:
    parser = _command(
        commands, "compose", _compose, "write the self-study notebooks from the curriculum",
        "Run it after every change to the curriculum, and commit what it writes.",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a notebook is out of date")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (default: notebooks)")


def _add_export(commands: Any) -> None:
    parser = _command(
        commands, "export", _export, "write workshop kits",
        "Each session becomes a folder with for-participants, for-facilitator, for-afterwards and an index.html that opens it.\n"
        "Without a session file, every module of the open catalogue becomes a kit of its own.",
    )
    parser.add_argument("sessions", nargs="*", type=Path, metavar="SESSION.yaml", help="session files")
    parser.add_argument(
        "--module", nargs="+", action="extend", default=[], metavar="ID", help="modules to export, for example intro/1"
    )
    parser.add_argument(
        "--course", nargs="+", action="extend", default=[], metavar="ID",
        help="courses to export, each as one kit of all its open modules, for example intro",
    )
    parser.add_argument(
        "--format", nargs="+", action="extend", default=[], metavar="NAME", help="formats to write (default: all; see 'facilitate formats')"
    )
    parser.add_argument("--out", type=Path, default=Path("exports"), metavar="DIR", help="folder to write to (default: exports)")


def _add_formats(commands: Any) -> None:
    _command(commands, "formats", _formats, "list the formats a kit can hold", "Each is also an nbconvert exporter.")


def _add_study(commands: Any) -> None:
    parser = _command(
        commands, "study", _study, "open the notebooks in JupyterLab",
        "Copies the notebooks to the folder 'notebooks' here first if there is none; your own copies are never overwritten.",
    )
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab without opening a browser")


def _check(options: argparse.Namespace) -> int:
    from toolkit.commands.check import check

    return check(options.path, options.curriculum)


def _new(options: argparse.Namespace) -> int:
    from toolkit.commands.new import new

    return new(options.name, options.curriculum)


def _plan(options: argparse.Namespace) -> int:
    from toolkit.commands.plan import plan

    return plan(options.session, options.curriculum)


def _compose(options: argparse.Namespace) -> int:
    from toolkit.commands.compose import compose

    return compose(options.curriculum, options.out, only_check=options.check)


def _export(options: argparse.Namespace) -> int:
    from toolkit.commands.export import Asked, export

    # "--format handout my.yaml" reads like one format and one session, so it is taken that way.
    lists = [options.module, options.course, options.format]
    sessions = [*options.sessions, *(Path(name) for names in lists for name in names if _is_session(name))]
    modules, courses, formats = ([name for name in names if not _is_session(name)] for names in lists)
    return export(Asked(sessions, modules, courses), formats, options.out, options.curriculum)


def _is_session(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _formats(_options: argparse.Namespace) -> int:
    from toolkit.commands.formats import formats

    return formats()


def _study(options: argparse.Namespace) -> int:
    from toolkit.commands.study import study

    return study(options.curriculum, browser=not options.no_browser)


def _count(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems} problems"


if __name__ == "__main__":
    sys.exit(main())
