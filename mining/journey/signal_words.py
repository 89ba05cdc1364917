"""Signals in words: `Meeting with the contact role Economic buyer`, `Field pain is set`."""

from __future__ import annotations

import re

from models.signal import SET, Signal
from resources.translation import tr

_ANY_CASE = "(?i)"
_OWN_MEANING = re.compile(r"([\\.+*?()|\[\]{}^$])")
"""What means something of its own in a regular expression."""
_SIDES = {"buyer": tr("by the buyer"), "seller": tr("by the seller")}


def signal_words(signal: Signal) -> str:
    """What counts as the signal, in one line."""
    if signal.field:
        set_ = signal.becomes in ("", SET)
        what = (
            tr("Field {field} is set", field=signal.field)
            if set_
            else tr("Field {field} becomes {becomes}", field=signal.field, becomes=signal.becomes)
        )
    else:
        what = tr(" or ").join(signal.kinds) or tr("Anything")
        if signal.subject:
            what += tr(" about “{words_of}”", words_of=words_of(signal.subject))
    if signal.contact_role:
        what += tr(" with the contact role {contact_role}", contact_role=signal.contact_role)
    if signal.two_way:
        what += tr(", both sides took part")
    if signal.role:
        what += tr(", done by {role}", role=signal.role)
    return f"{what}, {_SIDES[signal.by]}" if signal.by else what


def pattern_of(words: str) -> str:
    """A regular expression that finds the words wherever they stand, in any case."""
    return _ANY_CASE + _OWN_MEANING.sub(r"\\\1", words)


def words_of(pattern: str) -> str:
    """The words that `pattern_of` made the pattern of; any other pattern without what says that case does not count."""
    written = pattern.removeprefix(_ANY_CASE)
    words = re.sub(r"\\(.)", r"\1", written)
    return words if pattern_of(words) == pattern else written
