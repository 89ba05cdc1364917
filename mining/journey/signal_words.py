"""Signals in words: `Meeting with the contact role Economic buyer`, `Field pain is set`."""

from __future__ import annotations

import re

from models.signal import SET, Signal

_ANY_CASE = "(?i)"
_OWN_MEANING = re.compile(r"([\\.+*?()|\[\]{}^$])")
"""What means something of its own in a regular expression."""
_SIDES = {"buyer": "by the buyer", "seller": "by the seller"}


def signal_words(signal: Signal) -> str:
    """What counts as the signal, in one line."""
    if signal.field:
        set_ = signal.becomes in ("", SET)
        what = f"Field {signal.field} is set" if set_ else f"Field {signal.field} becomes {signal.becomes}"
    else:
        what = " or ".join(signal.kinds) or "Anything"
        if signal.subject:
            what += f" about “{words_of(signal.subject)}”"
    if signal.contact_role:
        what += f" with the contact role {signal.contact_role}"
    if signal.two_way:
        what += ", both sides took part"
    if signal.role:
        what += f", done by {signal.role}"
    return f"{what}, {_SIDES[signal.by]}" if signal.by else what


def pattern_of(words: str) -> str:
    """A regular expression that finds the words wherever they stand, in any case."""
    return _ANY_CASE + _OWN_MEANING.sub(r"\\\1", words)


def words_of(pattern: str) -> str:
    """The words that `pattern_of` made the pattern of; any other pattern without what says that case does not count."""
    written = pattern.removeprefix(_ANY_CASE)
    words = re.sub(r"\\(.)", r"\1", written)
    return words if pattern_of(words) == pattern else written
