"""Salesforce record ids: a key prefix for the object, a number in base 62, and the checksum suffix.

The suffix makes the case-sensitive 15 characters safe to compare without case: one character for each group
of five, its bits saying which of them are capitals (Salesforce, "ID Field Type").
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits

PREFIX = {
    "Account": "001", "Contact": "003", "User": "005", "Opportunity": "006", "OpportunityHistory": "008",
    "OpportunityFieldHistory": "017", "UserRole": "00E", "Lead": "00Q", "Task": "00T", "Event": "00U",
    "EmailMessage": "02s", "LeadHistory": "018", "OpportunityContactRole": "00K",
}  # fmt: skip
"""The key prefix of each object."""

_BASE_62 = digits + ascii_uppercase + ascii_lowercase
_REMEMBERED = 32_768
"""More than the demo has records of a kind: each kind counts from one."""
_SUFFIX = ascii_uppercase + "012345"


def record_id(kind: str, number: int) -> str:
    """The 18-character id of the record with this number."""
    return with_suffix(f"{PREFIX[kind]}Lk0000{_in_base_62(number)}")


def with_suffix(short: str) -> str:
    """The 18-character form of a 15-character id."""
    return short + _check(short[:5]) + _check(short[5:10]) + _check(short[10:])


@lru_cache(maxsize=_REMEMBERED)
def _in_base_62(number: int) -> str:
    text = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        text = _BASE_62[digit] + text
    return text


@lru_cache(maxsize=_REMEMBERED)
def _check(group: str) -> str:
    return _SUFFIX[sum(1 << bit for bit, char in enumerate(group) if "A" <= char <= "Z")]
