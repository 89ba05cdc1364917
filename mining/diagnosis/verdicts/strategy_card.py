"""The card on the strategy: whether conforming deals win as often as was aimed at, and if not, whether anybody's do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.conformance.measures import log_fitness
from mining.diagnosis.habits.judged import Sellers
from mining.diagnosis.verdicts.conforming import Conforming, conforming_deals
from mining.diagnosis.verdicts.strategy import FEWEST_REPS, StrategyCall, deals_to_tell, strategy_call
from mining.number_format import p_words, percent, percent_range, plural
from models.conformance import Conformance
from models.diagnosis import Confidence, DiagnosisCard, Evidence, VerdictKind
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.thresholds import Thresholds
from resources.translation import tr, tr_n

_NBSP = "\u00a0"
_TOO_MANY = 10
"""Nobody is told to wait for more than so many times the deals there are."""
_POSSIBLE_FROM, _LIKELY_FROM = 20, 40
"""Conforming deals a rep from which a question of skill, and a strategy out of reach, are likely."""


def strategy_card(
    found: Conformance,
    process: ProcessModel,
    sellers: Sellers,
    mask: NDArray[np.bool_],
    thresholds: Thresholds,
    before: Sequence[DiagnosisCard],
) -> DiagnosisCard | str | None:
    """The card, or the sentence that says why there is none; None where the target is reached.

    `before` are the cards of deviations.
    """
    target = process.strategy.targets.win_rate if isinstance(process, SalesProcess) else None
    if target is None:
        return tr(
            "No target for the win rate is written down, so nobody can say whether the strategy can "
            "be met: write `targets: {win_rate: ...}` into the process or the strategy."
        )
    if not 0 < target < 1:
        return tr("The target for the win rate is not between 0 and 1, so nothing is measured against it.")
    if not mask.any():
        return tr("Whether the strategy can be met cannot be told: there are no deals.")
    fitness = log_fitness(found, mask)
    if fitness is None or fitness < thresholds.conformity:
        shown = tr("unknown") if fitness is None else percent(fitness)
        return tr(
            "Whether the strategy can be met is not judged: the fitness is {shown}, below the "
            "{share} from which on the process counts as followed.",
            shown=shown,
            share=percent(thresholds.conformity),
        )
    if any(card.kind in (VerdictKind.EVERYBODY, VerdictKind.TEAM) for card in before):
        return tr(
            "Whether the strategy can be met is not judged: everybody, or a whole team, departs from "
            "the process; that comes first."
        )
    deals = conforming_deals(found, mask)
    call = strategy_call(
        sellers.owner.codes[deals.case], sellers.stratum[deals.case], deals.won, deals.weight, target, thresholds,
        deals.open_factor,
    )  # fmt: skip
    if call is None or not deals.won.any():
        n = len(deals.case)
        closed = tr_n(
            "{closed_deals} that follows the process",
            "{closed_deals} that follow the process",
            n,
            closed_deals=plural(n, "closed deal"),
        )
        why = (
            tr("there are {closed}, and it takes {fewest}", closed=closed, fewest=thresholds.fewest)
            if call is None
            else tr("of {closed} none is won", closed=closed)
        )
        return tr("Whether the strategy can be met cannot be told: {why}.", why=why)
    if call.low >= target:
        return None
    if not call.short:
        rate = f"{_rate_words(call, target)}{_more(call, target)}"
        return tr("Whether the target for the win rate is missed cannot be told. {rate}", rate=rate)
    return _card(call, deals, target, thresholds)


def _card(call: StrategyCall, deals: Conforming, target: float, thresholds: Thresholds) -> DiagnosisCard:
    return DiagnosisCard(
        kind=call.kind,
        key=None,
        who=(),
        confidence=_confidence(call),
        evidence=tuple(map(Evidence, _evidence(call, target, thresholds))),
        against=tuple(map(Evidence, _against(call, deals))),
        would_change=tuple(_would_change(call, target, thresholds)),
        cases=deals.case.astype(np.int32),
    )


def _confidence(call: StrategyCall) -> Confidence:
    if call.kind is VerdictKind.NO_CALL:
        return Confidence.CANNOT_TELL if call.short or call.p is None else Confidence.POSSIBLE
    each = call.n / max(1, call.reps)
    return Confidence.LIKELY if each >= _LIKELY_FROM else Confidence.POSSIBLE


def _evidence(call: StrategyCall, target: float, thresholds: Thresholds) -> list[str]:
    said = [_rate_words(call, target)]
    if call.p is None or call.best is None or call.best_low is None or call.best_high is None:
        return said
    if call.short:
        differ = tr("differ") if call.p < thresholds.skill_p else tr("cannot be told apart")
        said.append(
            tr(
                "At the same mix of deals the {reps} {differ} in what they win ({p_words}).",
                reps=plural(call.reps, "rep"),
                differ=differ,
                p_words=p_words(call.p),
            )
        )
        said.append(
            tr(
                "The best quarter of them wins about {share} (95\u00a0% interval {interval}), luck allowed "
                "for.",
                share=percent(call.best),
                interval=percent_range(call.best_low, call.best_high),
            )
        )
    if call.kind is VerdictKind.SKILL:
        said.append(
            tr(
                "A question for the manager: what do those who reach the target do that the others could "
                "learn?"
            )
        )
    return said


def _rate_words(call: StrategyCall, target: float) -> str:
    return tr(
        "Of {closed_deals} that followed the process {share} are won (95\u00a0% interval {interval}, "
        "deals that left it on the way allowed for); the target is {share_2}.",
        closed_deals=plural(call.n, "closed deal"),
        share=percent(call.rate),
        interval=percent_range(call.low, call.high),
        share_2=percent(target),
    )


def _against(call: StrategyCall, deals: Conforming) -> list[str]:
    said = []
    if deals.open_factor != 1.0:
        said.append(
            tr(
                "With open deals counted as not yet decided the share won in the end would be {share}.",
                share=percent(min(1.0, call.rate * deals.open_factor)),
            )
        )
    if call.kind is VerdictKind.UNOBTAINABLE and call.reaching is not None and call.reaching >= 0.05:
        said.append(
            tr(
                "That the best quarter of the reps comes near the target is not excluded: {share} likely.",
                share=percent(call.reaching),
            )
        )
    if call.kind is VerdictKind.SKILL:
        said.append(
            tr(
                "Reps may have deals that differ in something that is not in the log; segment and size "
                "are held equal."
            )
        )
    return said


def _would_change(call: StrategyCall, target: float, thresholds: Thresholds) -> list[str]:
    if call.kind is VerdictKind.UNOBTAINABLE:
        return [
            tr(
                "If a quarter of the reps won {share} or more with the same kind of deals, it would be a "
                "question of skill.",
                share=percent(thresholds.best_share * target),
            )
        ]
    if call.kind is VerdictKind.SKILL:
        return [
            tr(
                "If the best could not repeat it in the next quarters, the target itself would be in "
                "question."
            )
        ]
    if call.p is None:
        return [
            tr(
                "It takes {fewest_reps} reps with conforming deals to say more; there are {reps}.",
                fewest_reps=FEWEST_REPS,
                reps=call.reps,
            )
        ]
    return [
        tr(
            "More conforming deals of each rep: the shortfall is sure, but not yet whether anybody "
            "reaches the target."
        )
    ]


def _more(call: StrategyCall, target: float) -> str:
    """How many deals it would take, as a sentence to go on with."""
    needed = deals_to_tell(call.rate, target)
    if needed is None or needed > _TOO_MANY * call.n:
        return ""
    deals = plural(needed, "closed conforming deal")
    return tr(" At this win rate it would take about {deals} to be sure that it is missed.", deals=deals)
