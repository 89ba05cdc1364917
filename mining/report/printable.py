"""Texts of a report as every format can hold them."""

from __future__ import annotations

import re

from mining.export.writable import NO_XML, SIGN

_UNSEEN = re.compile("[\x7f-\x84\x86-\x9f\u2028\u2029\ufeff]")
"""Characters that XML allows and no font shows."""


def printable(text: str) -> str:
    """The text with a sign (U+FFFD) for what no file can hold, without what is not seen, its lines split by \\n."""
    return NO_XML.sub(
        SIGN, _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    )
