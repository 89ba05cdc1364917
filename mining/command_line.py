"""The command line: the same engine as the window. Exit codes: 0 done, 1 the check failed, 2 bad input."""

from __future__ import annotations

import argparse
import io
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from mining.commands import (
    after,
    check,
    diagnose,
    discover,
    drift,
    export,
    import_export,
    plan,
    report,
    what_if,
    window,
)
from models.errors import Cancelled, UserError
from resources.translation import tr

BAD_INPUT = 2
INTERRUPTED = 130

Run = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line that says what to do."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, tr("{prog}: {message}; see '{prog} --help'.\n", prog=self.prog, message=message))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; every error is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a character gets its number
            stream.reconfigure(errors="backslashreplace")
    given = _parser().parse_args(arguments)
    run: Run = given.run
    try:
        return run(given)
    except UserError as error:
        return _fail(str(error))
    except (Cancelled, KeyboardInterrupt):
        print("lanekeeper: stopped; nothing was written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except MemoryError:
        return _fail(tr("The log does not fit into the memory of this machine; import a shorter period."))
    except Exception as error:  # noqa: BLE001  # our own mistake: one line for the user, with the place for us
        place = traceback.extract_tb(error.__traceback__)[-1]
        return _fail(
            tr(
                "A mistake in Lanekeeper itself stopped the command ({kind} in {file}, "
                "line {line}); please report it.",
                kind=type(error).__name__,
                file=Path(place.filename).name,
                line=place.lineno,
            )
        )


def _fail(message: str) -> int:
    line = " ".join(message.split())
    print("lanekeeper:", "".join(c if c.isprintable() else "\ufffd" for c in line), file=sys.stderr)
    return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="lanekeeper", description=tr("Shows a sales organisation where it drifts out of its lane.")
    )
    parser.add_argument("--version", action="version", version=f"lanekeeper {version('lanekeeper')}")
    parser.set_defaults(run=window.run_open, project=None, screenshot=None)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def add(name: str, text: str, arguments: Callable[[argparse.ArgumentParser], None], run: Run) -> None:
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        arguments(command)
        command.set_defaults(run=run)

    add(
        "open",
        tr("open the application, on a project or an export"),
        window.add_open_arguments,
        window.run_open,
    )
    add("demo", tr("open the application on the demo"), window.add_demo_arguments, window.run_demo)
    for module in (import_export, discover, check, what_if, diagnose, drift, plan, after, report, export):
        add(module.NAME, module.HELP, module.add_arguments, module.run)
    return parser
