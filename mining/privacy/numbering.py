"""Numbers people in an order that nobody can guess who knows only their names."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping

from models.event_log import EventLog

REP, USER = "Rep", "User"
"""What owners of deals are called, and everybody else. They are kept in files like names: not translated."""

_IS_STAND_IN = re.compile(rf"(?:{REP}|{USER}) \d{{1,9}}")


def secret_of(log: EventLog) -> bytes:
    """What decides the order: it is the same for the same log, and unknown to whoever does not have that log.

    By the alphabet, colleagues would know who Rep 01 is, and by a hash of the names alone anybody who has the
    names. Whoever has the log itself has the names anyway.
    """
    told = hashlib.sha256()
    told.update(log.timestamp.astype("<i8").tobytes())
    told.update(log.case_start.astype("<i8").tobytes())
    told.update("\0".join(log.cases.ids).encode("utf-8", "surrogatepass"))
    return told.digest()


def numbered(names: Iterable[str], noun: str, taken: Iterable[str], secret: bytes) -> dict[str, str]:
    """A stand-in such as "Rep 07" for every one of the names, with the numbers after those that are `taken`."""
    ordered = sorted(set(names), key=lambda name: (_rank(name, secret), name))
    used = {stand_in.casefold() for stand_in in taken}
    written = [found[1] for one in used if (found := _numbered_as(noun).fullmatch(one))]
    last = max(map(int, written), default=0)
    width = max((len(digits) for digits in written), default=len(str(len(ordered))))
    return {name: f"{noun} {number:0{width}}" for number, name in enumerate(ordered, start=last + 1)}


def extended(
    known: Mapping[str, str], owners: Iterable[str], others: Iterable[str], log: EventLog
) -> dict[str, str]:
    """`known` with a stand-in for everybody else: a number after "Rep" for owners of deals, after "User" for others.

    Who is known keeps the stand-in, whatever became of the person since. A name that is a stand-in already, because
    the log was exported with them, stays too.
    """
    owners, others = frozenset(owners), frozenset(others)
    stays = {name for name in owners | others if _IS_STAND_IN.fullmatch(name)} - set(known.values())
    known = {**known, **{name: name for name in sorted(stays - set(known))}}
    new_owners = {name for name in owners if name and name not in known}
    new_others = {name for name in others if name and name not in known} - new_owners
    if not new_owners and not new_others:
        return dict(known)
    secret, taken = secret_of(log), tuple(known.values())
    return {
        **known,
        **numbered(new_owners, REP, taken, secret),
        **numbered(new_others, USER, taken, secret),
    }


def _rank(name: str, secret: bytes) -> bytes:
    return hmac.digest(secret, name.encode("utf-8", "surrogatepass"), "sha256")


def _numbered_as(noun: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(noun.casefold())} (\d{{1,9}})")
