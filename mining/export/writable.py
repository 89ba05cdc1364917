"""The one place that says what a file cannot hold: it is replaced by a sign and counted, or refused, never silent."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.errors import UserError
from models.event_log import EventLog
from resources.translation import tr

NO_UNICODE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file of text can hold."""
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2) has no way to write."""
SIGN = "\ufffd"
_YEAR_1, _YEAR_10000 = -62_135_596_800_000_000, 253_402_300_800_000_000


def writable(log: EventLog, unwritable: re.Pattern[str], kind: str) -> tuple[EventLog, list[str]]:
    """The log with a sign (U+FFFD) for every character that files of the kind cannot hold, and a note about it.

    Raises UserError where two deals have the same id, or would have it then.
    """
    replaced = 0

    def clean(text: str) -> str:
        nonlocal replaced
        new = unwritable.sub(SIGN, text)
        replaced += new != text
        return new

    def cleaned(column: Categorical) -> Categorical:
        return Categorical(column.codes, texts(column.labels))

    def texts(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(clean, values)) if unwritable.search("".join(values)) else values

    cases = log.cases
    cases = replace(
        cases,
        ids=texts(cases.ids),
        name=texts(cases.name),
        owner=cleaned(cases.owner),
        team=cleaned(cases.team),
        segment=cleaned(cases.segment),
        source=cleaned(cases.source),
        product=cleaned(cases.product),
        currency=cleaned(cases.currency),
        extra={name: cleaned(column) for name, column in cases.extra.items()},
    )
    log = replace(
        log,
        activity=cleaned(log.activity),
        resource=cleaned(log.resource),
        extra={name: cleaned(column) for name, column in log.extra.items()},
        cases=cases,
    )
    if len(set(cases.ids)) < len(cases):
        raise UserError(
            tr(
                "Two deals have the same id, so {kind} could not keep them apart; give each its own id.",
                kind=kind,
            )
        )
    if not replaced:
        return log, []
    return log, [
        tr(
            "{texts} with characters that {kind} cannot hold: each such character is a {sign} there.",
            texts=counted(replaced, "text"),
            kind=kind,
            sign=SIGN,
        )
    ]


def check_years(log: EventLog, kind: str) -> None:
    """Raise UserError where a time is outside of the years that a date as text can have."""
    for times in (log.timestamp, log.cases.created, log.cases.closed):
        outside = (times != NO_TIME) & ((times < _YEAR_1) | (times >= _YEAR_10000))
        if np.any(outside):
            raise UserError(
                tr(
                    "{times} of the log lies outside of the years 1 to 9999, which {kind} cannot hold; "
                    "export it as .parquet.",
                    times=counted(int(outside.sum()), "time"),
                    kind=kind,
                )
            )
