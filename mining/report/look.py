"""The colour and the logo of a report: checked before anything is drawn with them."""

from __future__ import annotations

import re
import struct

from models.errors import UserError
from resources.translation import tr

LARGEST_LOGO = 500_000
"""Bytes."""
_MOST_PIXELS = 4000
_ACCENT = re.compile(r"#[0-9A-Fa-f]{6}")
_PNG = b"\x89PNG\r\n\x1a\n"


def is_colour(written: str) -> bool:
    """Whether it is one as `#rrggbb`."""
    return _ACCENT.fullmatch(written) is not None


def is_png(picture: bytes) -> bool:
    """Whether it begins as every PNG does."""
    return picture.startswith(_PNG)


def accent_of(written: str, where: str) -> str:
    """A colour as `#rrggbb`; UserError, with `where` it stands, for anything else."""
    if not is_colour(written):
        raise UserError(
            tr("{where}: {written} is no colour; write one such as #2563eb.", where=where, written=written)
        )
    return written.lower()


def check_logo(logo: bytes, what: str) -> None:
    """Raise UserError where `what` is no PNG, or one that is too large to be a logo."""
    if not is_png(logo) or len(logo) < 24:
        raise UserError(tr("{what} is no PNG; save it as PNG and choose that.", what=what))
    width, height = struct.unpack(">II", logo[16:24])
    if len(logo) > LARGEST_LOGO or not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise UserError(
            tr("{what} is larger than 500 kB or 4,000 pixels; make it smaller and choose that.", what=what)
        )
