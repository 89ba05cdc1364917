"""Actions proposed from what was found: one for each verdict that calls for one, and for hand-overs that go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mining.areas.allowed_time import allowed_words
from mining.areas.documented import HandoverCount
from mining.areas.handover_wording import handover_name
from mining.areas.matrix import breached
from mining.areas.wording import rate_words
from mining.diagnosis.ranking import ranked
from mining.diagnosis.wording import headline, standing_words
from mining.export.names_in_words import without_names
from mining.intervals import wilson
from mining.number_format import day, percent, plural
from mining.plan.advice import advice_words
from mining.plan.measuring import standing, strategy_of
from mining.plan.metrics import WIN_RATE, is_share, metric_of, person_words
from mining.plan.outcome import due_day, outcome_words
from mining.plan.sample_size import deals_needed, weeks_needed
from mining.plan.target import suggested_target
from mining.process.editing.strategy import free_id
from mining.process.roles import roles_of
from models.analysis import Analysis
from models.change_plan import ActionBaseline, ChangeAction, ChangePlan
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Confidence, Diagnosis, DiagnosisCard, VerdictKind
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

MATTER = 5
"""So many proposals are ticked at first."""
OFTEN = 0.10
"""What goes wrong at a hand-over, or in deals of everybody alike, is often where its lower bound is above this."""


@dataclass(frozen=True)
class Proposal:
    """An action that could be taken, and from what: `why` says whose it is, how sure that is, and of how many deals.

    `matters` is set for those that are worth being ticked at first, `is_planned` where the plan has such an action.
    """

    action: ChangeAction
    why: str
    matters: bool = False
    is_planned: bool = False


@dataclass(frozen=True, eq=False)
class Ground:
    """What proposals are made from: the deals, the process, the plan that is there, the day and the stand-ins."""

    analysis: Analysis
    process: ProcessModel | None
    plan: ChangePlan
    today: date
    stand_ins: Mapping[str, str] | None


def proposals(ground: Ground, found: Diagnosis, counts: Sequence[HandoverCount]) -> tuple[Proposal, ...]:
    """What the verdicts call for, the firmest and costliest first, then the hand-overs that often go wrong.

    The first `MATTER` that rest on a verdict or a hand-over and are not planned yet matter.
    """
    made: list[Proposal] = []
    for card in ranked(found):
        is_call = card.kind is not VerdictKind.NO_CALL
        made += [one for one in of_card(ground, card) if is_call or _is_often(one.action)]
    known = {one.action.metric for one in made}
    made += [one for one in _of_handovers(ground, counts) if one.action.metric not in known]
    given, left = [], MATTER
    for one in made:
        matters = one.matters and not one.is_planned and left > 0
        left -= matters
        given.append(replace(one, matters=matters))
    return tuple(given)


def of_card(ground: Ground, card: DiagnosisCard) -> tuple[Proposal, ...]:
    """The actions for one verdict: one for every rep it is about, else a single one; none where nothing can be told."""
    if card.kind is VerdictKind.NO_CALL and (card.key is None or card.confidence is Confidence.CANNOT_TELL):
        return ()
    metric = metric_of(card.key) if card.key is not None else WIN_RATE
    group = card.who[0] if card.kind is VerdictKind.TEAM and len(card.who) == 1 else ""
    people = sorted(card.who) if card.kind is VerdictKind.REP else [""]
    said = without_names(headline(card, ground.stand_ins or {}), ground.stand_ins or {})
    why = [*standing_words(card), plural(len(card.cases), "deal") if len(card.cases) else ""]
    drafts = (
        ChangeAction(
            "", advice_words(card), area=area_of(ground.process, card.key), finding=said, metric=metric,
            group=group, person=person,
        )
        for person in people
    )  # fmt: skip
    return tuple(
        _proposal(
            ground,
            measured(ground, draft),
            (*why, person_words(draft.person, ground.stand_ins) if draft.person else ""),
            card.kind is not VerdictKind.NO_CALL,
        )
        for draft in drafts
    )


def measured(ground: Ground, action: ChangeAction) -> ChangeAction:
    """The action with a baseline, a target, a day, an outcome in words, and whom the strategy keeps informed."""
    found = standing(ground.analysis, ground.process, action.metric, action.group, action.person)
    target = suggested_target(ground.analysis, ground.process, found)
    full = replace(
        action,
        baseline=found.baseline,
        target=target.value if target is not None else None,
        target_from=target.words if target is not None else "",
        stakeholders=strategy_of(ground.process).stakeholders,
    )
    needed, weeks = needed_for(full)
    full = replace(full, due=due_day(ground.today, weeks))
    return replace(full, outcome=outcome_words(full, needed, weeks, ground.stand_ins or {}))


def needed_for(action: ChangeAction) -> tuple[int | None, int | None]:
    """How many later deals tell the target of an action from its baseline, and in how many weeks they come."""
    base, target = action.baseline, action.target
    if base is None or target is None:
        return None, None
    needed = deals_needed(base.value, target, is_share(action.metric))
    return needed, weeks_needed(needed, pace_of(base))


def pace_of(baseline: ActionBaseline) -> float:
    """How many deals a week told the metric in the days of the baseline."""
    return baseline.value.n * 7 / ((baseline.ends - baseline.begins).days + 1)


def area_of(process: ProcessModel | None, key: DeviationKey | None) -> str:
    """The role that owns the stage of a deviation, or that has to answer the hand-over; empty where none does."""
    if not isinstance(process, SalesProcess) or key is None:
        return ""
    if key.type is DeviationType.HAND_OVER:
        return next((one.taker for one in process.handoffs if key.stage.startswith(f"{one.id} ")), "")
    owners = next((stage.owners for stage in process.stages if stage.name == key.stage), ())
    return owners[0] if owners else ""


def _is_often(action: ChangeAction) -> bool:
    return action.baseline is not None and action.baseline.value.low > OFTEN


def _of_handovers(ground: Ground, counts: Sequence[HandoverCount]) -> Iterator[Proposal]:
    """Those that surely go wrong more often than in one of ten times, by what goes wrong most."""
    if not isinstance(ground.process, SalesProcess):
        return
    titles = roles_of(ground.process)
    for one in counts:
        found, handoff = one.handovers, one.handovers.handoff
        wrong = one.count(breached(found))
        interval = wilson(wrong, one.n)
        if interval is None or interval[0] <= OFTEN:
            continue
        finding = tr(
            "{handover}: late, unanswered, given back or refused without a reason: {share}",
            handover=handover_name(handoff, titles), share=rate_words(wrong, one.n, tr("hand-over")),
        )  # fmt: skip
        plain = ChangeAction("", _agree(one, titles), area=handoff.taker, finding=finding)
        draft = measured(ground, replace(plain, metric=_worst(one))) if not found.in_leads else plain
        if draft.baseline is None:
            draft = _told_elsewhere(ground, plain, wrong / one.n)
        yield _proposal(ground, draft, (tr("Hand-over"), plural(one.n, "hand-over")), True)


def _worst(one: HandoverCount) -> str:
    """The metric of what goes wrong most."""
    found = one.handovers
    flags = {"late": found.late, "silent": found.silent, "bounced": found.bounced}
    worst = max(flags, key=lambda word: one.count(flags[word]))
    return metric_of(DeviationKey(DeviationType.HAND_OVER, f"{found.handoff.id} {worst}"))


def _told_elsewhere(ground: Ground, action: ChangeAction, share: float) -> ChangeAction:
    """What no deal tells, because it happened to leads: counted where hand-overs are."""
    due = due_day(ground.today, None)
    outcome = tr(
        "By {day} at most {target} of the hand-overs go wrong, as counted on the screen Hand-overs.",
        day=day(due), target=percent(round(share / 2, 2)),
    )  # fmt: skip
    return replace(action, due=due, outcome=outcome, stakeholders=strategy_of(ground.process).stakeholders)


def _agree(one: HandoverCount, titles: Mapping[str, str]) -> str:
    handoff = one.handovers.handoff
    names = {
        "giver": titles.get(handoff.giver, handoff.giver),
        "taker": titles.get(handoff.taker, handoff.taker),
    }
    if not handoff.within:
        return tr(
            "Agree between {giver} and {taker} in what time hand-overs are answered, and by whom", **names
        )
    within = allowed_words(handoff.within)
    return tr(
        "Agree between {giver} and {taker} who answers within {within}, and who stands in",
        within=within,
        **names,
    )


def _proposal(ground: Ground, action: ChangeAction, why: Sequence[str], matters: bool) -> Proposal:
    same = (action.metric, action.group, action.person)
    planned = any(
        (one.metric, one.group, one.person) == same and (action.metric or one.what == action.what)
        for one in ground.plan.actions
    )
    return Proposal(action, " · ".join(part for part in why if part), matters, planned)


def with_proposals(plan: ChangePlan, taken: Sequence[Proposal]) -> ChangePlan:
    """The plan with the actions of these proposals at its end, each with an id of its own."""
    for one in taken:
        ident = free_id("A", (action.id for action in plan.actions))
        plan = replace(plan, actions=(*plan.actions, replace(one.action, id=ident)))
    return plan
