"""The truth about what is around the deals: leads, hand-overs, whom Northlight sells to, and what a change brought.

By what was put into the records, independently of the analyses that are measured against it. The definitions:

- handed over: marketing called the lead qualified; accepted and rejected: the first answer to that;
- silent: handed over at least a day before the period ended, and neither answered nor touched by its end;
- wanted: the account of the deal has a wanted industry and a wanted number of employees;
- skipped: as in `mining.demo.truth`, of the deals that reached a later stage, by the time at which they did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mining.demo.accounts import Account
from mining.demo.clock import LAST_DAY
from mining.demo.deals import Deal
from mining.demo.desks import DESK_ASKED, DESK_DONE, LEGAL_ASKED, LEGAL_DONE
from mining.demo.leads import ACCEPTED, MQL, QUALIFIED, REJECTED, Lead
from mining.demo.records import Records
from mining.demo.stages import DISCOVERY, LOST, QUALIFY
from mining.demo.story import (
    ADRIFT_SINCE,
    ADRIFT_TEAM,
    CHECKLIST_LASTS,
    CHECKLIST_SINCE,
    SDR_SLOW_SINCE,
    UNFIT_SOURCE,
    UNFIT_SOURCE_SINCE,
)

_DAY = 86_400
_END = int(LAST_DAY.timestamp()) + _DAY


def around(
    deals: Sequence[Deal],
    leads: Sequence[Lead],
    accounts: Sequence[Account],
    records: Records,
    discounts: Mapping[str, int],
) -> dict[str, object]:
    """The sections of `truth.json` beside deviations and buyers."""
    return {
        "leads": _leads(leads),
        "handoffs": _handoffs(records),
        "sweet_spot": _sweet_spot(deals, accounts),
        "discount": _discount(deals, discounts),
        "changes": {"C1": _checklist(deals)},
    }


def handed_at(lead: Lead) -> int | None:
    """When marketing handed the lead over."""
    return next((step.at for step in lead.steps if step.status == MQL), None)


def _answer(lead: Lead) -> str:
    return next((step.status for step in lead.steps if step.status in (ACCEPTED, REJECTED)), "")


def _is_silent(lead: Lead) -> bool:
    at = handed_at(lead)
    return at is not None and at < _END - _DAY and not _answer(lead) and not lead.touches


def _leads(leads: Sequence[Lead]) -> dict[str, object]:
    unfit = [lead for lead in leads if lead.source == UNFIT_SOURCE]
    return {
        "all": _funnel(leads),
        "by_source": _by((lead.source, lead) for lead in leads),
        "by_team": _by((lead.owner.role, lead) for lead in leads),
        "unfit_source": {
            "before": _funnel([lead for lead in unfit if lead.created < UNFIT_SOURCE_SINCE]),
            "since": _funnel([lead for lead in unfit if lead.created >= UNFIT_SOURCE_SINCE]),
        },
        "touched_within_a_day": {
            "before": _quick(lead for lead in leads if (handed_at(lead) or 0) < SDR_SLOW_SINCE),
            "since": _quick(lead for lead in leads if (handed_at(lead) or 0) >= SDR_SLOW_SINCE),
        },
        "never_converted": sum(lead.deal is None for lead in leads),
    }


def _by(leads: Iterable[tuple[str, Lead]]) -> dict[str, object]:
    groups: dict[str, list[Lead]] = {}
    for name, lead in leads:
        groups.setdefault(name, []).append(lead)
    return {name: _funnel(groups[name]) for name in sorted(groups)}


def _funnel(leads: Sequence[Lead]) -> dict[str, object]:
    answers = Counter(_answer(lead) for lead in leads)
    reasons = Counter(lead.reason for lead in leads if _answer(lead) == REJECTED)
    qualified = sum(any(step.status == QUALIFIED for step in lead.steps) for lead in leads)
    return {
        "leads": len(leads),
        "handed_over": sum(handed_at(lead) is not None for lead in leads),
        "accepted": answers[ACCEPTED],
        "rejected": answers[REJECTED],
        "qualified": qualified,
        "converted": sum(lead.deal is not None for lead in leads),
        "silent": sum(map(_is_silent, leads)),
        "reasons": {reason: reasons[reason] for reason in sorted(reasons)},
    }


def _quick(leads: Iterable[Lead]) -> dict[str, int]:
    """How many were touched within 24 hours of the hand-over, of those touched at all."""
    waits = [
        lead.touches[0].at - at for lead in leads if lead.touches and (at := handed_at(lead)) is not None
    ]
    return {"touched": len(waits), "within": sum(wait <= _DAY for wait in waits)}


def _handoffs(records: Records) -> dict[str, object]:
    counts = Counter(task.subject for task in records.tasks)
    return {
        "H2": {"asked": counts[LEGAL_ASKED], "done": counts[LEGAL_DONE]},
        "H3": {"asked": counts[DESK_ASKED], "done": counts[DESK_DONE]},
    }


def _sweet_spot(deals: Sequence[Deal], accounts: Sequence[Account]) -> dict[str, object]:
    wanted = {one.number for one in accounts if one.is_wanted}

    def share(of: Iterable[Deal]) -> dict[str, int]:
        chosen = list(of)
        return {"deals": len(chosen), "outside": sum(deal.account not in wanted for deal in chosen)}

    own = [deal for deal in deals if deal.team.name == ADRIFT_TEAM]
    return {
        "all": share(deals),
        "team_before": share(deal for deal in own if deal.created < ADRIFT_SINCE),
        "team_since": share(deal for deal in own if deal.created >= ADRIFT_SINCE),
        "others": share(deal for deal in deals if deal.team.name != ADRIFT_TEAM),
        "won": share(deal for deal in deals if deal.outcome == "won"),
    }


def _discount(deals: Sequence[Deal], discounts: Mapping[str, int]) -> dict[str, object]:
    def mean(with_discovery: bool) -> float:
        chosen = [
            discounts[deal.id]
            for deal in deals
            if deal.id in discounts and any(v.stage == DISCOVERY for v in deal.visits) is with_discovery
        ]
        return round(sum(chosen) / len(chosen), 3)

    return {"percent_without_discovery": mean(False), "percent_with_discovery": mean(True)}


def _checklist(deals: Sequence[Deal]) -> dict[str, object]:
    """How often Discovery was skipped before the checklist, in the first three months of it, and at the end."""

    def share(begins: int, ends: int) -> dict[str, int]:
        passed = [at for deal in deals if (at := _passed(deal)) is not None and begins <= at[0] < ends]
        return {"deals": len(passed), "skipped": sum(skipped for _, skipped in passed)}

    over = CHECKLIST_SINCE + CHECKLIST_LASTS
    return {
        "before": share(0, CHECKLIST_SINCE),
        "first_90_days": share(CHECKLIST_SINCE, CHECKLIST_SINCE + 90 * _DAY),
        "after_it_wore_off": share(over, _END),
    }


def _passed(deal: Deal) -> tuple[int, bool] | None:
    """When the deal first reached a stage after Discovery, and whether it had skipped that."""
    for visit in deal.visits:
        if visit.stage not in (QUALIFY, DISCOVERY, LOST):
            skipped = all(other.stage != DISCOVERY for other in deal.visits)
            return visit.at, skipped
    return None
