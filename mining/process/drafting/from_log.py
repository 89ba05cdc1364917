"""The process that the won deals of a log follow, drafted at a few levels of simplicity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.check import check
from mining.conformance.weights import deals_explained
from mining.measures.allowed_paths import mean_paths
from mining.process.drafting.closing import ClosedLog, with_closings
from mining.process.drafting.learning import Practice
from mining.process.drafting.simplified import simplified
from mining.words_of_values import word_of
from models.case_table import Outcome
from models.conformance import Status
from models.draft import Draft, LearntFrom
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report, share_of
from models.sales_process import SalesProcess, Stage
from resources.translation import mid_sentence, tr

LEVELS = ((tr("Simple"), 0.30), (tr("Balanced"), 0.10), (tr("Complete"), 0.02))
"""What fewer than this share of the deals do is left out."""

MESSAGE = tr("Drafting the process that deals follow")

Mask = NDArray[np.bool_]


def drafts_from_log(
    log: EventLog, report: Report, mask: Mask | None = None, known: SalesProcess | None = None
) -> tuple[Draft, ...]:
    """Drafts from the deals in `mask` (one flag a case; None: all), the simplest first; levels that agree are one.

    Learnt is from won deals, where none is known to be won from all. What a `known` process documents beside
    the places of its stages is taken over. Raises UserError where none of the deals has a stage.
    """
    closed = with_closings(log, known)
    chosen = np.ones(log.n_cases, dtype=bool) if mask is None else mask
    learnt, source = _learnt_from(closed.log, chosen)
    practice = _practice(closed, learnt)
    if not practice.codes:
        raise UserError(
            tr("There is nothing to draft a process from: none of these deals has entered a stage.")
        )
    found: list[Draft] = []
    for number, (title, rare) in enumerate(LEVELS):
        part = share_of(report, number, len(LEVELS))
        part(0.0, MESSAGE)
        name = tr("What {source} do, {title}", source=word_of(source), title=mid_sentence(title))
        process = simplified(practice, closed.log.activity.labels, closed.stages, closed.ends, rare, name)
        process = process if known is None else _with_the_rest(process, known)
        if all(process.flow != known.process.flow for known in found):
            found.append(_measured(log, process, title, rare, source, learnt, chosen, part))
    return tuple(found)


def _with_the_rest(process: SalesProcess, known: SalesProcess) -> SalesProcess:
    """The draft with what the known process documents beside its stages: roles, rules, signals, the buyer's journey.

    What was accepted or forbidden there was decided about another process. An end that comes from certain stages comes
    from those of them that the draft has, where it has any.
    """
    there = {stage.name for stage in process.stages}
    ends = tuple(
        end
        if end.sources is None
        else replace(end, sources=tuple(source for source in end.sources if source in there) or None)
        for end in process.ends
    )
    return replace(
        known,
        name=process.name,
        flow=process.flow,
        ends=ends,
        version="",
        valid_from=None,
        valid_until=None,
        accepted=(),
        forbidden=(),
    )


def first_process(log: EventLog | None, name: str) -> SalesProcess:
    """A process with a first stage and nothing else, to go on from: the stage that most deals of the log enter."""
    if log is None:
        return SalesProcess(name, (Stage("First stage", ("First stage",)),))
    closed = with_closings(log)
    practice = _practice(closed, np.ones(log.n_cases, dtype=bool))
    if not practice.codes:
        return SalesProcess(name, (Stage("First stage", ("First stage",)),), closed.ends)
    first = closed.log.activity.labels[practice.codes[int(practice.doing.argmax())]]
    return SalesProcess(name, (closed.stages[first],), closed.ends)


def _learnt_from(log: EventLog, mask: Mask) -> tuple[Mask, LearntFrom]:
    """The deals to learn from, those with a stage, and what they are."""
    filled = mask & (np.diff(log.case_start) > 0)
    won = filled & (log.cases.outcome == Outcome.WON)
    return (won, LearntFrom.WON) if won.any() else (filled, LearntFrom.ALL)


def _practice(closed: ClosedLog, mask: Mask) -> Practice:
    variants = closed.log.variants
    titles = {end.title for end in closed.ends}
    labels = closed.log.activity.labels
    used = np.bincount(variants.activity, minlength=len(labels))
    codes = tuple(code for code, label in enumerate(labels) if used[code] and label not in titles)
    known = Practice(variants, variants.counts_in(mask), codes)
    if not codes:
        return known
    return known.only(tuple(code for code, n in zip(codes, known.doing.tolist(), strict=True) if n))


def _measured(
    log: EventLog,
    process: SalesProcess,
    title: str,
    rare: float,
    source: LearntFrom,
    learnt: Mask,
    mask: Mask,
    report: Report,
) -> Draft:
    """The draft with what a check of it finds."""
    found = check(log, process, report)
    follows = (found.status == Status.CONFORMS) | (found.status == Status.PENDING)
    outcome = found.log.cases.outcome
    closed = mask & ((outcome == Outcome.WON) | (outcome == Outcome.LOST))
    return Draft(
        title=title,
        process=process,
        rare=rare,
        source=source,
        learnt=int(learnt.sum()),
        covered=int((learnt & follows).sum()),
        closed=int(closed.sum()),
        closed_covered=int((closed & follows).sum()),
        paths=mean_paths(found, deals_explained(found, mask)),
    )
