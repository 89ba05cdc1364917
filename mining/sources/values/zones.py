"""Local clock times to UTC, with a stated answer for the hours that come twice or never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from models.errors import UserError
from resources.translation import tr

_QUARTER = 900_000_000
_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1)


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises UserError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(
            tr("There is no time zone {name}; give an IANA name such as Europe/Berlin.", name=repr(name))
        ) from None


def to_utc(
    local: NDArray[np.int64], timezone: str
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Microseconds by the local clock to UTC, and flags for times in a gap and times that come twice.

    Of a time that comes twice the first is taken; one in a gap is moved forward by the length of the gap.
    """
    zone = zone_named(timezone)
    if timezone == "UTC":
        never = np.zeros(len(local), dtype=bool)
        return local, never, never
    quarters, place = np.unique(local // _QUARTER, return_inverse=True)
    first, second = (
        np.array([_offset(quarter, zone, fold) for quarter in quarters.tolist()], dtype=np.int64)
        for fold in (0, 1)
    )
    return local - first[place], (first < second)[place], (first > second)[place]


def to_local(utc: NDArray[np.int64], timezone: str) -> NDArray[np.int64]:
    """Microseconds UTC to what the local clock showed; only days on which it was changed are looked at closely."""
    zone = zone_named(timezone)
    if timezone == "UTC" or not len(utc):
        return utc
    days, place = np.unique(utc // _DAY, return_inverse=True)
    begin, end = (np.array([_shown(day * _DAY, zone) for day in edge.tolist()]) for edge in (days, days + 1))
    offset = begin[place]
    changed = np.flatnonzero((begin != end)[place])
    quarters, at = np.unique(utc[changed] // _QUARTER, return_inverse=True)
    offset[changed] = np.array([_shown(quarter * _QUARTER, zone) for quarter in quarters.tolist()] or [0])[at]
    local: NDArray[np.int64] = utc + offset
    return local


def _shown(moment: int, zone: ZoneInfo) -> int:
    """The offset of the local clock at a moment in microseconds UTC."""
    try:
        local = (_EPOCH + timedelta(microseconds=moment)).replace(tzinfo=UTC).astimezone(zone)
        return int((local.utcoffset() or timedelta()) / timedelta(microseconds=1))
    except OverflowError:
        return 0


def _offset(quarter: int, zone: ZoneInfo, fold: int) -> int:
    try:
        moment = (_EPOCH + timedelta(seconds=quarter * 900)).replace(tzinfo=zone, fold=fold)
        return int((moment.utcoffset() or timedelta()) / timedelta(microseconds=1))
    except OverflowError:  # the year 0 or 10000: outside what an import keeps
        return 0
