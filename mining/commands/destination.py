"""Where a command is to write: looked at before the work begins, so that nobody waits in vain."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.errors import UserError


def destination(name: str, option: str, inputs: Iterable[str | None] = ()) -> Path:
    """The file that an option names; raises UserError where it cannot be one, or is one of the files to be read."""
    if not name.strip():
        raise UserError(f"{option} names no file; write its name behind it.")
    path = Path(name)
    if any(given is not None and Path(given).absolute() == path.absolute() for given in inputs):
        raise UserError(f"{option} {name} is also a file to be read; name another one.")
    folder = path.absolute().parent
    try:
        if path.is_dir():
            raise UserError(f"{option} {name} is a folder; name a file in it.")
        if folder.exists() and not folder.is_dir():
            raise UserError(f"{option} {name} cannot be written: {path.parent} is a file and no folder.")
        if not folder.exists():
            raise UserError(
                f"{option} {name} cannot be written: there is no folder {path.parent}; create it first."
            )
    except OSError as error:  # a name that the system does not take
        raise UserError(f"{option} {name[:60]} cannot be written ({error.strerror}).") from error
    return path
