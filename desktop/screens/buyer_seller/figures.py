"""What the screen shows of the filtered deals, as plain values: totals by kind, rows, and what each row is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mining.filtering import Mask
from mining.intervals import wilson
from mining.journey.lacking import TWO_SIDED, lacking
from mining.number_format import number, percent, percent_range, plural
from models.analysis import Analysis
from models.buyer_check import BuyerCheck
from models.conformance import Conformance
from models.contradiction import ContradictionKind
from models.deviation import DeviationKey, DeviationRow, DeviationType
from models.progress import Report
from models.sales_process import SalesProcess
from resources.translation import tr

NAMES = {
    DeviationType.BUYER_NOT_THERE_YET: tr("Seller ahead of the buyer"),
    DeviationType.BUYER_AHEAD: tr("Buyer ahead of the seller"),
    DeviationType.MISSING_EVIDENCE: tr("Evidence missing"),
}
ABOUT = {
    DeviationType.BUYER_NOT_THERE_YET: tr("a stage began before the buyer was ready for it"),
    DeviationType.BUYER_AHEAD: tr("the buyer was further than the stage of the deal"),
    DeviationType.MISSING_EVIDENCE: tr("a stage was left without what it asks for"),
}
WHAT_LACKED = {
    DeviationType.BUYER_NOT_THERE_YET: tr("What the buyer had not done"),
    DeviationType.BUYER_AHEAD: tr("What the buyer had done already"),
    DeviationType.MISSING_EVIDENCE: tr("What was not seen"),
}
NO_EVIDENCE = tr("no evidence in this log")


@dataclass(frozen=True)
class Total:
    """So many of the `deals` show a deviation of one kind at one stage or more; `why_none` where none could."""

    kind: DeviationType
    cases: int
    deals: int
    why_none: str = ""

    @property
    def rate_words(self) -> str:
        """`37 % of 3,000 deals (95 % interval 36–39 %)`, or why no deal can be told to show it."""
        if self.why_none:
            return self.why_none
        interval = wilson(self.cases, self.deals)
        if interval is None:
            return tr("no deals")
        share = percent(self.cases / self.deals)
        return tr(
            "{share} of {deals}, 95\u00a0%\u00a0interval\u00a0{range}",
            share=share,
            deals=plural(self.deals, "deal"),
            range=percent_range(*interval),
        )


@dataclass(frozen=True)
class Part:
    """A step or a signal that a row is about, and in how many deals."""

    name: str
    cases: int


@dataclass(frozen=True)
class Silent:
    """A step or a signal without evidence in this log, and why."""

    what: str
    name: str
    why: str


Parts = dict[DeviationKey, tuple[Part, ...]]


def totals(found: Conformance, check: BuyerCheck, mask: Mask) -> tuple[Total, ...]:
    """One a kind, in the order of `TWO_SIDED`."""
    deals, counted = int(mask.sum()), []
    for kind in TWO_SIDED:
        shows = np.zeros(len(mask), dtype=bool)
        for deviation in found.deviations:
            if deviation.key.type is kind:
                shows |= deviation.shown[deviation.unit_of_case]
        counted.append(Total(kind, int((shows & mask).sum()), deals, _why_none(kind, check)))
    return tuple(counted)


def _why_none(kind: DeviationType, check: BuyerCheck) -> str:
    """Why no deal of this log could show the kind; empty where one could."""
    if kind is DeviationType.MISSING_EVIDENCE:
        asked = [check.signal(name) for names in check.asked.values() for name in names]
        if not asked:
            return tr("no stage asks for evidence")
        return "" if any(asked) else NO_EVIDENCE
    if not any(check.step_of):
        return tr("no stage presumes a buyer step")
    named = dict.fromkeys(name for names in check.presumed for name in names)
    steps = [check.step(name) for name in named] if kind is DeviationType.BUYER_NOT_THERE_YET else check.steps
    return "" if any(step is not None and step.can_be_checked for step in steps) else NO_EVIDENCE


def rows_of(rows: Sequence[DeviationRow]) -> tuple[DeviationRow, ...]:
    """Those of the rows that are about the buyer's side."""
    return tuple(row for row in rows if row.key.type in TWO_SIDED)


def parts_of(
    analysis: Analysis, process: SalesProcess, keys: Sequence[DeviationKey], mask: Mask, report: Report
) -> Parts:
    """What every row is about, the most frequent first: a computation for a thread."""
    found: Parts = {}
    assert analysis.buyer is not None
    assert analysis.conformance is not None
    for at, key in enumerate(keys):
        report(at / len(keys), tr("Looking at what lacked"))
        deviation = analysis.conformance.deviation(key)
        cases = deviation.cases if deviation is not None else np.zeros(0, dtype=np.int32)
        cases = cases[mask[cases]]
        counted = [
            Part(part.name, int(part.cases[cases].sum()))
            for part in lacking(analysis.log, analysis.buyer, process, key)
        ]
        found[key] = tuple(sorted((part for part in counted if part.cases), key=lambda part: -part.cases))
    return found


def parts_words(parts: tuple[Part, ...] | None) -> str:
    """`Requirements building (312), Problem identification (80)`."""
    if parts is None:
        return "…"
    return ", ".join(f"{part.name} ({number(part.cases)})" for part in parts)


def silent_parts(check: BuyerCheck) -> tuple[Silent, ...]:
    """Everything that cannot be checked in this log, steps first: it is no violation."""
    return tuple(_silent(check))


def _silent(check: BuyerCheck) -> Iterator[Silent]:
    for step in check.steps:
        if not step.seen and (step.step.evidence or not step.step.always_on):
            why = (
                tr("none of its signals is seen in the log")
                if step.step.evidence
                else tr("it has no signal yet; choose one in Buyer journey")
            )
            yield Silent(tr("Buyer step"), step.step.shown, why)
    for signal in check.signals:
        if not len(signal):
            yield Silent(tr("Signal"), signal.name, signal.why_none)


def contradictions_of(check: BuyerCheck) -> tuple[str, ...]:
    """The sentences about the documented process itself; steps without signals are told apart from them."""
    return tuple(one.sentence for one in check.contradictions if one.kind is not ContradictionKind.NO_SIGNALS)
