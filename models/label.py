"""How names from different systems are compared: Unicode form, outer and inner spaces and case do not count."""

from __future__ import annotations

import unicodedata


def tidy(text: str) -> str:
    """The text as it is shown: NFC, trimmed, inner white space folded to one space, control characters gone."""
    visible = "".join(" " if unicodedata.category(char) in ("Cc", "Zs") else char for char in text)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def key(text: str) -> str:
    """The text as it is compared: tidy and without case."""
    return tidy(text).casefold()
