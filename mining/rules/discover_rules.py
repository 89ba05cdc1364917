"""Which rules the deals keep without being told: every template of Declare over all pairs of events, in one pass.

Templates as in Pesic, Schonenberg, van der Aalst: DECLARE (EDOC 2007), and van der Aalst, Pesic, Schonenberg:
Declarative workflows (CSRD 2009); counted as in Maggi, Mooij, van der Aalst: User-guided discovery of declarative
process models (CIDM 2011), where a deal in which nothing calls for a rule does not speak for it. What calls for it:
the first event for response and its kin, for responded existence and for the negations of succession; the second
for precedence and its kin; either of the two for succession and its kin, co-existence and not co-existence; every
deal for the templates of one event. These are the counts of pm4py but for the negations of succession: there pm4py
counts the opposite of succession, we what the papers say, that no second comes (directly) after a first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.compiled.loading import fast
from mining.number_format import number
from mining.rules.pairs import (
    ALTERNATE_PRECEDENCE,
    ALTERNATE_RESPONSE,
    ALTERNATE_SUCCESSION,
    BOTH,
    CHAIN_PRECEDENCE,
    CHAIN_RESPONSE,
    CHAIN_SUCCESSION,
    DIRECTLY_FOLLOWED,
    FOLLOWED,
    PRECEDENCE,
    RESPONSE,
    SUCCESSION,
    PairCounts,
    count_with_numpy,
)
from mining.rules.pairs_loop import COUNT_PAIRS, WIDEST
from models.case_table import Outcome
from models.declared import DeclaredRules, Template
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr

MOST_LABELS = 1_000
"""A table of pairs of more would take gigabytes."""

_CHUNK = 20_000

Mask = NDArray[np.bool_]


def discover_rules(log: EventLog, report: Report, mask: Mask | None = None) -> DeclaredRules:
    """Count every template over the cases where `mask` is set; without one over those that are not open.

    Of an open deal nobody knows what it is still going to do, so that it speaks against every response. Events
    without a name do not count. Raises UserError where the cases have more than `MOST_LABELS` different events.
    """
    report(0.0, tr("Looking for rules"))
    if mask is None:
        mask = log.cases.outcome != Outcome.OPEN
    weight = log.variants.counts_in(mask)
    code, start, used = _compact(log, weight)
    if len(used) > MOST_LABELS:
        raise UserError(
            tr(
                "The log has {used} different events, too many to compare each with each; leave some out "
                "until there are at most {most_labels}.",
                used=number(len(used)),
                most_labels=number(MOST_LABELS),
            )
        )
    counts = PairCounts.nothing(len(used))
    _count(code, start, weight, counts, report)
    report(1.0, tr("Looking for rules"))
    return _declared(tuple(log.activity.labels[label] for label in used.tolist()), int(mask.sum()), counts)


def _compact(
    log: EventLog, weight: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """The distinct sequences of named events with the labels that count renumbered, and which labels those are."""
    variants = log.variants
    counting = np.repeat(weight > 0, np.diff(variants.start))
    labels = len(log.activity.labels)
    times = np.bincount(variants.activity + 1, weights=counting, minlength=labels + 1)
    used = np.flatnonzero(times[1:])
    if len(used) == labels and not times[0]:
        return variants.activity, variants.start, used
    number = np.full(labels + 1, -1, dtype=np.int32)
    number[used] = np.arange(len(used))
    code = number[variants.activity]
    named = code >= 0
    start = np.concatenate(([0], np.cumsum(named)))[variants.start].astype(np.int64)
    return code[named], start, used


def _count(
    code: NDArray[np.int32],
    start: NDArray[np.int64],
    weight: NDArray[np.int64],
    counts: PairCounts,
    report: Report,
) -> None:
    loop = fast(COUNT_PAIRS)
    if loop is None:
        count_with_numpy(code, start, weight, counts)
        return
    number = np.full(len(counts.single), -1, dtype=np.int32)
    members, sets = np.zeros(WIDEST, dtype=np.int32), np.zeros((WIDEST, 9), dtype=np.int64)
    wide = np.zeros(len(weight), dtype=bool)
    for begin in range(0, len(weight), _CHUNK):
        report(begin / len(weight), tr("Looking for rules"))
        end = min(begin + _CHUNK, len(weight))
        loop(code, start, weight, begin, end, number, members, sets, counts.single, counts.pair, wide)
    if wide.any():
        kept = np.repeat(wide, np.diff(start))
        lengths = np.diff(start)[wide]
        count_with_numpy(
            code[kept], np.concatenate(([0], np.cumsum(lengths))).astype(np.int64), weight[wide], counts
        )


def _declared(labels: tuple[str, ...], cases: int, counts: PairCounts) -> DeclaredRules:
    """From counts of pairs that occur to what calls for every template and what keeps it."""
    there, once, begins = counts.single.T
    pair = np.moveaxis(counts.pair, 2, 0)
    everyone = np.full(len(labels), cases, dtype=np.int64)
    first = np.broadcast_to(there[:, None], pair[BOTH].shape)
    either = there[:, None] + there[None, :] - pair[BOTH]
    called = {
        Template.EXISTENCE: (everyone, there),
        Template.ABSENCE: (everyone, cases - there),
        Template.EXACTLY_ONCE: (everyone, once),
        Template.INIT: (everyone, begins),
        Template.RESPONDED_EXISTENCE: (first, pair[BOTH]),
        Template.CO_EXISTENCE: (either, pair[BOTH]),
        Template.RESPONSE: (first, pair[RESPONSE]),
        Template.PRECEDENCE: (first.T, pair[PRECEDENCE]),
        Template.SUCCESSION: (either, pair[SUCCESSION]),
        Template.ALTERNATE_RESPONSE: (first, pair[ALTERNATE_RESPONSE]),
        Template.ALTERNATE_PRECEDENCE: (first.T, pair[ALTERNATE_PRECEDENCE]),
        Template.ALTERNATE_SUCCESSION: (either, pair[ALTERNATE_SUCCESSION]),
        Template.CHAIN_RESPONSE: (first, pair[CHAIN_RESPONSE]),
        Template.CHAIN_PRECEDENCE: (first.T, pair[CHAIN_PRECEDENCE]),
        Template.CHAIN_SUCCESSION: (either, pair[CHAIN_SUCCESSION]),
        Template.NOT_CO_EXISTENCE: (either, either - pair[BOTH]),
        Template.NOT_SUCCESSION: (first, first - pair[FOLLOWED]),
        Template.NOT_CHAIN_SUCCESSION: (first, first - pair[DIRECTLY_FOLLOWED]),
    }
    return DeclaredRules(
        labels,
        cases,
        {template: _off_diagonal(activated) for template, (activated, _) in called.items()},
        {template: _off_diagonal(satisfied) for template, (_, satisfied) in called.items()},
    )


def _off_diagonal(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """A copy that may not be written, with nothing for an event and itself."""
    own = counts.copy()
    if own.ndim == 2:
        np.fill_diagonal(own, 0)
    own.flags.writeable = False
    return own
