"""Why something was rejected: what the event, or the deal or lead, says of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mining.sources.table.columns import plain_name
from models.categorical import Categorical
from models.event_log import SUBJECT, EventLog
from models.handoff import Handoff
from models.label import key

_OF_THE_END = ("loss", "lost", "won", "clos")
"""A reason with one of these in its name is why the deal ended."""


class Reasons:
    """The reasons in a log: columns of its events, of its cases, and the subjects of what was logged."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._of_events = _first_reason(log.extra)
        self._of_cases = _first_reason(log.cases.extra)

    def of(
        self,
        case: NDArray[np.int32],
        event: NDArray[np.int64],
        rejected: NDArray[np.bool_],
        handoff: Handoff,
    ) -> tuple[Categorical, bool]:
        """The reason of each rejection (MISSING where none is recorded), and whether the log has reasons at all.

        `event` is what settled it, negative where that is no event of the log. A subject that holds one of the
        reasons agreed for the hand-over gives it.
        """
        texts: list[str | None] = [None] * len(case)
        subjects = self._log.extra.get(SUBJECT)
        agreed = {key(reason): reason for reason in handoff.reasons}
        by_subject = False
        for i in np.flatnonzero(rejected).tolist():
            at = int(event[i])
            said = self._of_events.text(at) if self._of_events is not None and at >= 0 else ""
            if not said and at >= 0 and agreed:
                said = self._in_words(at, subjects, agreed)
                by_subject = by_subject or bool(said)
            if not said and self._of_cases is not None:
                said = self._of_cases.text(int(case[i]))
            texts[i] = said or None
        knows = self._of_events is not None or self._of_cases is not None or by_subject
        return Categorical.of(texts), knows

    def _in_words(self, event: int, subjects: Categorical | None, agreed: dict[str, str]) -> str:
        label = self._log.activity.text(event)
        words = key(f"{label} {subjects.text(event) if subjects is not None else ''}")
        return next((reason for wanted, reason in agreed.items() if wanted in words), "")


def _first_reason(columns: Mapping[str, Categorical]) -> Categorical | None:
    for name, column in columns.items():
        plain = plain_name(name)
        if "reason" in plain and not any(word in plain for word in _OF_THE_END):
            return column
    return None
