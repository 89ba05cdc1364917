"""Where a command is to write: looked at before the work begins, so that nobody waits in vain."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.errors import UserError
from resources.translation import tr


def destination(name: str, option: str, inputs: Iterable[str | None] = ()) -> Path:
    """The file that an option names; raises UserError where it cannot be one, or is one of the files to be read."""
    if not name.strip():
        raise UserError(tr("{option} names no file; write its name behind it.", option=option))
    path = Path(name)
    if any(given is not None and Path(given).absolute() == path.absolute() for given in inputs):
        raise UserError(
            tr("{option} {name} is also a file to be read; name another one.", option=option, name=name)
        )
    folder = path.absolute().parent
    try:
        if path.is_dir():
            raise UserError(tr("{option} {name} is a folder; name a file in it.", option=option, name=name))
        if folder.exists() and not folder.is_dir():
            raise UserError(
                tr(
                    "{option} {name} cannot be written: {parent} is a file and no folder.",
                    option=option,
                    name=name,
                    parent=path.parent,
                )
            )
        if not folder.exists():
            raise UserError(
                tr(
                    "{option} {name} cannot be written: there is no folder {parent}; create it first.",
                    option=option,
                    name=name,
                    parent=path.parent,
                )
            )
    except OSError as error:  # a name that the system does not take
        raise UserError(
            tr(
                "{option} {name} cannot be written ({strerror}).",
                option=option,
                name=name[:60],
                strerror=error.strerror,
            )
        ) from error
    return path
