"""The truth about buyers and sellers: which deals show one of them ahead of the other, or lack evidence.

Independent of the check, which is measured against it, and of the patterns in the process: by what was put into the
records. A step of the buyer is done once any of its evidence is there. The definitions:

- buyer not there yet: at some entry of a stage a step that comes before the stage's own is not done, nor is that
  one; a won deal presumes every step that a stage has as its own, and is named by the end;
- buyer ahead: evidence of a step that comes after that of the stage the deal is in, while no stage of that step has
  been entered; named by the stage the deal is in. A stage without a step leaves the deal where it was;
- missing evidence: after a stage a later one is entered, or the deal is won, and its evidence was not there by then.

What happens in the same second as a stage is entered counts as there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mining.demo import buyers, desks
from mining.demo.behaviour import Visit
from mining.demo.records import Email, Meeting, Records, Task
from mining.demo.sellers import DISCOVERY_MEETING
from mining.demo.stages import (
    CONTRACT,
    DEMO,
    DISCOVERY,
    DOCUMENTED,
    NEGOTIATION,
    PROPOSAL,
    QUALIFY,
    SECURITY,
    WON,
)

BEHIND, AHEAD, MISSING = "buyer not there yet", "buyer ahead", "missing evidence"

Evidence = Sequence[tuple[int, str]]
"""When which signal is seen in a deal, in order of time."""

_SIGNAL_OF = {
    buyers.CHALLENGES: "Need described",
    buyers.PAIN: "Pain recorded",
    DISCOVERY_MEETING: "Discovery held",
    buyers.DISCOVERY_CALL: "Discovery held",
    buyers.OPTIONS: "Options compared",
    buyers.REQUIREMENTS: "Requirements sent",
    buyers.QUESTIONNAIRE: "Questionnaire sent",
    buyers.PRICE: "Price asked",
    buyers.EXECUTIVE_MEETING: "Decision maker met",
    buyers.PLAN: "Plan agreed",
    desks.LEGAL_ASKED: "Legal requested",
    desks.LEGAL_DONE: "Legal done",
    desks.DESK_ASKED: "Approval requested",
    desks.DESK_DONE: "Discount approved",
}
OPENED = "Proposal opened"

_SHOWS = {
    "Need described": "problem",
    "Pain recorded": "problem",
    "Discovery held": "exploration",
    "Options compared": "exploration",
    "Requirements sent": "requirements",
    "Price asked": "selection",
    OPENED: "selection",
    "Decision maker met": "selection",
}
_BEFORE: Mapping[str, frozenset[str]] = {
    "problem": frozenset(),
    "exploration": frozenset({"problem"}),
    "requirements": frozenset({"problem"}),
    "selection": frozenset({"problem", "exploration", "requirements"}),
}
_STEP_OF = {
    QUALIFY: "problem",
    DISCOVERY: "exploration",
    DEMO: "requirements",
    PROPOSAL: "selection",
    NEGOTIATION: "selection",
    CONTRACT: "selection",
}
"""What Security review serves is always on, and has no place in the order."""

_EXIT = {
    QUALIFY: "Pain recorded",
    DISCOVERY: "Discovery held",
    SECURITY: "Questionnaire sent",
    PROPOSAL: OPENED,
    NEGOTIATION: "Plan agreed",
}


def evidence_of(records: Records) -> dict[str, Evidence]:
    """What is seen of the buyer in every deal by its id."""
    found: dict[str, list[tuple[int, str]]] = {}
    for deal, at, signal in _seen(records):
        found.setdefault(deal, []).append((at, signal))
    return {deal: sorted(seen) for deal, seen in found.items()}


def _seen(records: Records) -> Iterator[tuple[str, int, str]]:
    everything: tuple[Task | Meeting | Email, ...] = (*records.tasks, *records.meetings, *records.emails)
    for one in everything:
        if one.subject in _SIGNAL_OF:
            yield one.deal.id, one.at, _SIGNAL_OF[one.subject]
    for changed in records.fields:
        yield changed.deal.id, changed.at, _SIGNAL_OF[changed.field]
    for mail in records.emails:
        if mail.opened is not None:
            yield mail.deal.id, mail.opened, OPENED


def counts_of(evidence: Mapping[str, Evidence]) -> dict[str, object]:
    """How often each signal is seen, and in how many deals each signal and each step."""
    signals = sorted({*_SIGNAL_OF.values(), OPENED})
    names = [[name for _, name in seen] for seen in evidence.values()]
    steps = [{_SHOWS[name] for name in seen if name in _SHOWS} for seen in names]
    return {
        "signals": {
            signal: {
                "seen": sum(seen.count(signal) for seen in names),
                "deals": sum(signal in seen for seen in names),
            }
            for signal in signals
        },
        "steps": {step: {"deals": sum(step in done for done in steps)} for step in _BEFORE},
    }


def sides_of(visits: Sequence[Visit], evidence: Evidence) -> set[tuple[str, str]]:
    """The (type, stage) pairs that one deal shows."""
    visits = [visit for visit in visits if visit.stage in DOCUMENTED or visit.stage == WON]
    return _behind(visits, evidence) | _ahead(visits, evidence) | _missing(visits, evidence)


def _behind(visits: Sequence[Visit], evidence: Evidence) -> set[tuple[str, str]]:
    found = set()
    for visit in visits:
        done = {_SHOWS[signal] for at, signal in evidence if at <= visit.at and signal in _SHOWS}
        step = _STEP_OF.get(visit.stage)
        if visit.stage == WON:
            lacks = bool(_BEFORE.keys() - done)
        else:
            lacks = step is not None and step not in done and bool(_BEFORE[step] - done)
        if lacks:
            found.add((BEHIND, visit.stage))
    return found


def _ahead(visits: Sequence[Visit], evidence: Evidence) -> set[tuple[str, str]]:
    found = set()
    for at, signal in evidence:
        step = _SHOWS.get(signal)
        entered = [visit.stage for visit in visits if visit.at <= at and visit.stage in _STEP_OF]
        served = {_STEP_OF[stage] for stage in entered}
        if step is not None and entered and step not in served and _STEP_OF[entered[-1]] in _BEFORE[step]:
            found.add((AHEAD, entered[-1]))
    return found


def _missing(visits: Sequence[Visit], evidence: Evidence) -> set[tuple[str, str]]:
    order = [*DOCUMENTED, WON]
    return {
        (MISSING, visit.stage)
        for place, visit in enumerate(visits)
        for following in visits[place + 1 :]
        if visit.stage in _EXIT
        and order.index(following.stage) > order.index(visit.stage)
        and not any(signal == _EXIT[visit.stage] and at <= following.at for at, signal in evidence)
    }
