"""Record ids of Salesforce: 15 and 18 characters are the same record, and the first three say of which object."""

from __future__ import annotations

import re

OPPORTUNITY, LEAD, QUOTE, USER = "006", "00Q", "0Q0", "005"
"""The first characters of the ids of these objects (Salesforce, "Standard field record ID prefix decoder")."""
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_ID = re.compile(r"[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?")


def to_18(identifier: str) -> str:
    """A record id with 18 characters: a 15-character one gets its check characters, an empty reference is empty.

    Each check character codes which of five characters are capital letters (Salesforce, "ID field type"), so that
    an id with 18 characters that something wrote in capitals or in small letters gets its own spelling back.
    """
    text = identifier.strip()
    if text.startswith("000000000000000"):
        return ""
    if len(text) not in (15, 18) or not text.isascii() or not text.isalnum():
        return text
    if len(text) == 15:
        return text + _check_characters(text)
    if text not in (text.lower(), text.upper()) or text[15:] == _check_characters(text[:15]):
        return text
    return _respelled(text.upper()) or text


def is_id(text: str) -> bool:
    """Whether a text can be a record id: with 18 characters by its check characters, with 15 by a digit first."""
    if _ID.fullmatch(text) is None:
        return False
    return text[:2].isdigit() if len(text) == 15 else text[15:] == _check_characters(text[:15])


def _respelled(capitals: str) -> str | None:
    """The id with capital and small letters as its check characters say, None where they cannot be its own."""
    if not set(capitals[15:]) <= set(_CHECK):
        return None
    bits = [_CHECK.index(char) for char in capitals[15:]]
    spelled = "".join(
        char if bits[place // 5] >> place % 5 & 1 else char.lower()
        for place, char in enumerate(capitals[:15])
    )
    return spelled + capitals[15:] if _check_characters(spelled) == capitals[15:] else None


def _check_characters(text: str) -> str:
    fives = (text[start : start + 5] for start in (0, 5, 10))
    return "".join(_CHECK[sum(char.isupper() << place for place, char in enumerate(five))] for five in fives)
