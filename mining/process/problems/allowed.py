"""What is wrong with the lists of what is accepted and what must never happen."""

from __future__ import annotations

from collections.abc import Iterator

from mining.number_format import number
from mining.process.deviation_words import deviation_words
from models.allow_list import Accepted, Forbidden
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess
from resources.translation import tr

MOST_ALLOWED = 1_000
"""Entries of the allow-list, accepted and forbidden ones together."""


def allow_list_errors(process: SalesProcess) -> Iterator[ProcessProblem]:
    """Every error of the two lists; a problem has the place of its entry in its list."""
    if len(process.accepted) + len(process.forbidden) > MOST_ALLOWED:
        yield ProcessProblem(
            "error",
            tr(
                "the process accepts and forbids more than {most_allowed} things; change its flow instead.",
                most_allowed=number(MOST_ALLOWED),
            ),
            field="accepted",
        )
    for at, accepted in enumerate(process.accepted):
        named = tr(
            "the accepted deviation {deviation_words}", deviation_words=deviation_words(accepted.deviation)
        )
        yield from _days(named, accepted, Part.ACCEPTED, at)
    for at, forbidden in enumerate(process.forbidden):
        yield from _days(
            tr("the forbidden path {stage}", stage=forbidden.key.stage), forbidden, Part.FORBIDDEN, at
        )
        if not forbidden.path:
            sentence = tr("a forbidden path has no stage; name its stages and its end.")
            yield ProcessProblem("error", sentence, Part.FORBIDDEN, path=(at,), field="path")


def _days(named: str, one: Accepted | Forbidden, part: Part, at: int) -> Iterator[ProcessProblem]:
    if one.since is not None and one.until is not None and one.until < one.since:
        sentence = tr(
            "{named} ends ({until}) before it begins ({since}); correct one of the days.",
            named=named,
            until=one.until,
            since=one.since,
        )
        yield ProcessProblem("error", sentence, part, path=(at,), field="until")
