"""Where a command's JSON goes: a file, complete or not there at all, or standard output."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mining.commands.destination import destination
from resources.translation import tr

_STANDARD_OUTPUT = "-"


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the --json option."""
    parser.add_argument("--json", metavar="FILE", help=tr("write the result as JSON; - is standard output"))


def check_json_target(target: str | None, inputs: Iterable[str | None]) -> None:
    """Raise UserError where the file cannot be written or is one of the inputs, before the work begins."""
    if target is not None and target != _STANDARD_OUTPUT:
        destination(target, "--json", inputs)


def write_json(value: dict[str, Any], target: str) -> None:
    """Write a value; raises UserError where the file cannot be written."""
    if target == _STANDARD_OUTPUT:
        is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        sys.stdout.write(_text(value, ensure_ascii=not is_utf8))
        return
    from mining.atomic_file import write_atomically

    # half of a surrogate pair (from a name that is no text) becomes the escape that JSON has for it
    write_atomically(Path(target), _text(value, ensure_ascii=False).encode(errors="backslashreplace"))


def _text(value: dict[str, Any], ensure_ascii: bool) -> str:
    return json.dumps(value, indent=1, ensure_ascii=ensure_ascii, allow_nan=False) + "\n"
