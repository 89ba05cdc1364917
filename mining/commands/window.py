"""`lanekeeper open` and `lanekeeper demo`: the window, or pictures of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from mining.commands.log_argument import DEMO
from models.errors import UserError
from resources.translation import tr

LIBRARIES = ("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0")
"""The Debian packages without which Qt does not load at all."""


def add_open_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `open` takes."""
    parser.add_argument(
        "project", nargs="?", metavar="FILE", help=tr("a project, an export, or '{demo}'", demo=DEMO)
    )
    parser.add_argument(
        "--screenshot", metavar="DIR", help=tr("draw every screen into PNG files in DIR, and exit")
    )


def add_demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `demo` takes."""
    parser.add_argument(
        "--out", metavar="DIR", help=tr("write the demo's export, process and truth to DIR, and exit")
    )
    parser.add_argument(
        "--later", metavar="DIR", help=tr("write the export of three months later to DIR, and exit")
    )


def run_open(arguments: argparse.Namespace) -> int:
    """Open the window, or draw it."""
    run, screenshots = _window()
    name = arguments.project
    is_demo = name == DEMO and not Path(name).exists()
    if arguments.screenshot is not None:
        if name is None:
            raise UserError(tr("Say of what the pictures should be: a project, or '{demo}'.", demo=DEMO))
        return screenshots(DEMO if is_demo else Path(name), Path(arguments.screenshot))
    if name is not None and not is_demo and not Path(name).exists():
        raise UserError(
            tr("{name} does not exist; name a project, an export or '{demo}'.", name=name, demo=DEMO)
        )
    return run(None if is_demo or name is None else Path(name), is_demo)


def run_demo(arguments: argparse.Namespace) -> int:
    """Open the window on the demo, or write its files."""
    if arguments.out is None and arguments.later is None:
        run, _ = _window()
        return run(None, True)
    from mining.demo.generate import write_demo
    from mining.demo.later import write_later_export

    if arguments.out is not None:
        folder = _written("--out", arguments.out, write_demo)
        print(
            tr("Wrote the demo's Salesforce export, process.yaml and truth.json to {folder}.", folder=folder)
        )
    if arguments.later is not None:
        folder = _written("--later", arguments.later, write_later_export)
        print(tr("Wrote the demo's next Salesforce export and process.yaml to {folder}.", folder=folder))
    return 0


def _written(option: str, name: str, write: Callable[[Path], None]) -> Path:
    """Write files into the folder of that name; raises UserError where that cannot be."""
    if not name.strip():
        raise UserError(tr("{option} names no folder; write its name behind it.", option=option))
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(folder)
    except OSError as error:
        raise UserError(
            tr(
                "The demo cannot be written to {folder}: {strerror}; choose another folder.",
                folder=folder,
                strerror=error.strerror,
            )
        ) from error
    return folder


def _window() -> tuple[Callable[[Path | None, bool], int], Callable[[Path | str, Path], int]]:
    """What opens the window and what draws it; UserError where the system lacks a library that Qt loads."""
    try:
        from desktop.app import run, screenshots
    except ImportError as error:
        library = str(error).partition(":")[0]
        if ".so" not in library:
            raise
        raise UserError(
            tr(
                "Qt cannot load the system's library {library}; on Debian or Ubuntu install {libraries}, "
                "or do without a window: `lanekeeper check {demo} --json -`.",
                library=library,
                libraries=" ".join(LIBRARIES),
                demo=DEMO,
            )
        ) from error
    return run, screenshots
