"""Writes a file that is complete or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from models.errors import UserError
from resources.translation import tr


def write_atomically(out: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; UserError where that cannot be done."""
    with opened_atomically(out) as file:
        file.write(content)


@contextmanager
def opened_atomically(out: Path) -> Iterator[IO[bytes]]:
    """A file to write piece by piece, moved to its place when all went well and gone when anything did not.

    Raises UserError where it cannot be written.
    """
    part = out.absolute().with_name(f".{out.name[:100]}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                yield file
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(
            tr(
                "{name} cannot be written in {parent}: {reason}.",
                name=out.name,
                parent=out.absolute().parent,
                reason=reason,
            )
        ) from error
