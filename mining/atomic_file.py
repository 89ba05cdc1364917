"""Writes a file that is complete or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

from models.errors import UserError


def write_atomically(out: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; UserError where that cannot be done."""
    part = out.absolute().with_name(f".{out.name[:100]}.{os.getpid()}.part")
    try:
        try:
            part.write_bytes(content)
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(f"{out.name} cannot be written in {out.absolute().parent}: {reason}.") from error
