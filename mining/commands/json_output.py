"""Where a command's JSON goes: a file, complete or not there at all, or standard output."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the --json option."""
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; - is standard output")


def write_json(value: dict[str, Any], target: str) -> None:
    """Write a value; raises UserError where the file cannot be written."""
    text = json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    from mining.atomic_file import write_atomically

    write_atomically(Path(target), text.encode())
