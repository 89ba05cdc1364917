"""Times of one column from the clock they were written by to UTC, counting what has to be told of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.date_parts import Parsed
from mining.sources.values.words import counted
from mining.sources.values.zones import to_utc
from resources.translation import tr


class Clock:
    """Takes the times of a column, in one set or several; `timezone` is for those that have no zone of their own."""

    def __init__(self, timezone: str) -> None:
        self._timezone = timezone
        self._naive = self._twice = self._never = 0
        self._has_zoned = self._has_time = False

    def to_utc(
        self, local: NDArray[np.int64], is_date: NDArray[np.bool_], parsed: Parsed, counts: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Microseconds by the clock of distinct texts to UTC; `counts` is how many entries have each text."""
        naive = is_date & ~parsed.has_zone
        micros = local - np.where(parsed.has_zone, parsed.offset, 0)
        self._has_zoned |= bool((is_date & parsed.has_zone).any())
        if naive.any():
            self._has_time |= bool(parsed.has_time[naive].any())
            micros[naive] = self._shifted(local[naive], counts[naive])
        return micros

    def all_to_utc(self, local: NDArray[np.int64], has_zone: bool) -> NDArray[np.int64]:
        """Microseconds of entries that all are in UTC, or all have no zone, with a time of day."""
        if has_zone:
            self._has_zoned |= len(local) > 0
            return local
        self._has_time |= len(local) > 0
        return self._shifted(local, None)

    def _shifted(self, local: NDArray[np.int64], counts: NDArray[np.int64] | None) -> NDArray[np.int64]:
        shifted, in_gap, in_fold = to_utc(local, self._timezone)
        self._naive += len(local) if counts is None else int(counts.sum())
        self._twice += int(in_fold.sum() if counts is None else counts[in_fold].sum())
        self._never += int(in_gap.sum() if counts is None else counts[in_gap].sum())
        return shifted

    def notes(self, where: str) -> list[str]:
        """Sentences on hours that came twice or never, and on the zone that was taken."""
        notes = []
        if self._twice:
            notes.append(
                tr(
                    "{times} in {where} came twice when the clocks went back ({timezone}); the first of the "
                    "two (summer time) was taken.",
                    times=counted(self._twice, "time"),
                    where=where,
                    timezone=self._timezone,
                )
            )
        if self._never:
            notes.append(
                tr(
                    "{times} in {where} did not exist when the clocks went forward ({timezone}); each was "
                    "moved forward by the missing hour.",
                    times=counted(self._never, "time"),
                    where=where,
                    timezone=self._timezone,
                )
            )
        if self._naive and self._has_zoned:
            notes.append(
                tr(
                    "{times} without a zone in {where}, beside others with one, read as {timezone}.",
                    times=counted(self._naive, "time"),
                    where=where,
                    timezone=self._timezone,
                )
            )
        elif self._naive and self._has_time:
            notes.append(
                tr(
                    "The times in {where} have no zone; they were read as {timezone}.",
                    where=where,
                    timezone=self._timezone,
                )
            )
        return notes
