"""The truth about what is beside the flow: stages that took too long, other hands, bare ends, hand-overs gone wrong.

Independent of the check, which is measured against it, and of the documented process: by what was put into the
records. A stage is *followed* where it comes after all that the deal visited before, is the Proposal after itself, or
the Proposal after Negotiation; time between two changes by one person within ten minutes means nothing.


- late: a followed stage took longer than `ALLOWED` until the next change of stage, or the end of the period;
- stalled: the deal is open, and since it came into its stage or the buyer was last heard more time is over than is
  allowed there and than nine in ten won deals were quiet in that stage at their longest;
- wrong role: a followed Security review was begun by somebody who is no solutions engineer;
- bare close: lost without a reason;
- hand-over: answered later than agreed; never answered, though that much time was over when the deal closed or the
  period ended; or asked again after an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from mining.demo import buyers
from mining.demo.behaviour import Visit
from mining.demo.company import ENGINEERS
from mining.demo.deals import Deal
from mining.demo.desks import DESK_ASKED, DESK_DONE, LEGAL_ASKED, LEGAL_DONE
from mining.demo.leads import ACCEPTED, MQL, REJECTED, Lead
from mining.demo.records import Records
from mining.demo.sellers import DISCOVERY_MEETING
from mining.demo.stages import CONTRACT, DOCUMENTED, ENDS, LOST, NEGOTIATION, PROPOSAL, QUALIFY, SECURITY

Found = dict[tuple[str, str], list[str]]
_DAY, _SOON = 86_400, 600
ALLOWED = {QUALIFY: (15, True), PROPOSAL: (40, False), NEGOTIATION: (30, True), CONTRACT: (20, True)}
"""Days that a stage may take, and whether these are business days."""
HANDED = {"H1": 1, "H2": 5, "H3": 2}
"""Business days that a hand-over may take."""
_HEARD = (DISCOVERY_MEETING, buyers.EXECUTIVE_MEETING)
_ENOUGH = 10


class Stay(NamedTuple):
    """A deal in a stage from `begin` to `end` (seconds), None where it still is."""

    stage: str
    begin: int
    end: int | None
    followed: bool
    is_void: bool
    visit: Visit


def beside_of(deals: Sequence[Deal], records: Records, leads: Sequence[Lead]) -> Found:
    """The ids of the deals by (type, stage), in their order."""
    now = max(deal.visits[-1].at for deal in deals)
    stays = {deal.id: list(stays_of(deal.visits)) for deal in deals}
    heard = _heard(records)
    found: Found = {}
    for deal in deals:
        shown = {*_late(stays[deal.id], now, deal), *_other_hands(stays[deal.id])}
        if deal.visits[-1].stage == LOST and not deal.loss_reason:
            shown.add(("bare close", LOST))
        for one in sorted(shown):
            found.setdefault(one, []).append(deal.id)
    for stage in DOCUMENTED:
        quiet = list(_stalled(stage, deals, stays, heard, now))
        if quiet:
            found["stalled", stage] = quiet
    for name, ids in _handed(deals, records, leads, now):
        found.setdefault(("hand-over", name), []).extend(ids)
    return found


def stays_of(visits: Sequence[Visit]) -> Iterator[Stay]:
    """Every stay of a deal in a stage, its end left out."""
    furthest, before = -1, ""
    soon = [two.at - one.at <= _SOON and one.by == two.by for one, two in pairwise(visits)]
    together = [a or b for a, b in zip([False, *soon], [*soon, False], strict=True)]
    for i, visit in enumerate(visits):
        if visit.stage in ENDS:
            continue
        end = visits[i + 1].at if i + 1 < len(visits) else None
        is_void = together[i] or (i + 1 < len(visits) and together[i + 1])
        place = DOCUMENTED.index(visit.stage) if visit.stage in DOCUMENTED else -1
        again = visit.stage == PROPOSAL and (before == NEGOTIATION or place == furthest)
        followed = place > furthest or again
        if followed:
            furthest = place
        if place >= 0:
            before = visit.stage
        yield Stay(visit.stage, visit.at, end, followed, is_void, visit)


def business_seconds(begin: int, end: int) -> int:
    """Seconds between two moments from Monday to Friday, by the date in UTC."""
    whole = 0
    for day in range(begin // _DAY, end // _DAY + 1):
        if (day + 3) % 7 < 5:  # the first day of 1970 was a Thursday
            whole += max(0, min(end, (day + 1) * _DAY) - max(begin, day * _DAY))
    return whole


def _took(begin: int, end: int, business: bool) -> int:
    return business_seconds(begin, end) if business else end - begin


def _late(stays: Sequence[Stay], now: int, deal: Deal) -> Iterator[tuple[str, str]]:
    for stay in stays:
        end = now if stay.end is None and deal.outcome == "open" else stay.end
        if stay.stage in ALLOWED and stay.followed and not stay.is_void and end is not None:
            days, business = ALLOWED[stay.stage]
            if _took(stay.begin, end, business) > days * _DAY:
                yield "late", stay.stage


def _other_hands(stays: Sequence[Stay]) -> Iterator[tuple[str, str]]:
    for stay in stays:
        if stay.stage == SECURITY and stay.followed and stay.visit.by not in ENGINEERS.values():
            yield "wrong role", SECURITY


def _heard(records: Records) -> Mapping[str, list[int]]:
    """When the buyer of every deal was heard, or did what shows a step of theirs."""
    found: dict[str, list[int]] = {}
    heard = [(mail.deal.id, mail.at) for mail in records.emails if mail.came_in]
    heard += [(mail.deal.id, mail.opened) for mail in records.emails if mail.opened is not None]
    heard += [(task.deal.id, task.at) for task in records.tasks if task.came_in]
    heard += [(one.deal.id, one.at) for one in records.meetings if one.subject in _HEARD]
    heard += [(one.deal.id, one.at) for one in records.fields]
    for deal, at in sorted(heard):
        found.setdefault(deal, []).append(at)
    return found


def _stalled(
    stage: str,
    deals: Sequence[Deal],
    stays: Mapping[str, Sequence[Stay]],
    heard: Mapping[str, Sequence[int]],
    now: int,
) -> Iterator[str]:
    days, business = ALLOWED.get(stage, (0, False))
    longest = []
    for deal in deals:
        if deal.outcome == "won":
            own = [stay for stay in stays[deal.id] if stay.stage == stage and not stay.is_void]
            gaps = [gap for stay in own for gap in _gaps(stay, heard.get(deal.id, ()), business)]
            longest += [max(gaps)] if gaps else []
    usual = _ninth_of_ten(sorted(longest)) if len(longest) >= _ENOUGH else 0.0
    if not usual and not days:
        return
    for deal in deals:
        last = stays[deal.id][-1]
        if deal.outcome != "open" or last.stage != stage:
            continue
        since = [at for at in heard.get(deal.id, ()) if last.begin <= at <= now]
        if last.is_void and not since:
            continue
        if _took(max(since, default=last.begin), now, business) > max(usual, days * _DAY):
            yield deal.id


def _gaps(stay: Stay, heard: Sequence[int], business: bool) -> Iterator[int]:
    assert stay.end is not None
    inside = [at for at in heard if stay.begin <= at < stay.end]
    for one, two in pairwise([stay.begin, *inside, stay.end]):
        yield _took(one, two, business)


def _ninth_of_ten(ordered: Sequence[int]) -> float:
    """The 90th percentile of ascending numbers, interpolated linearly."""
    place = 0.9 * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _handed(
    deals: Sequence[Deal], records: Records, leads: Sequence[Lead], now: int
) -> Iterator[tuple[str, list[str]]]:
    ended = {deal.id: deal.ended for deal in deals}
    asked: dict[str, dict[str, list[tuple[int, bool]]]] = {name: {} for name in HANDED}
    for lead in leads:
        if lead.deal is not None:
            steps = [s for s in lead.steps if s.status in (MQL, ACCEPTED, REJECTED)]
            asked["H1"][lead.deal.id] = [(step.at, step.status == MQL) for step in steps]
    for name, start, done in (("H2", LEGAL_ASKED, LEGAL_DONE), ("H3", DESK_ASKED, DESK_DONE)):
        for task in sorted(records.tasks, key=lambda task: task.at):
            if task.subject in (start, done):
                asked[name].setdefault(task.deal.id, []).append((task.at, task.subject == start))
    for name, of_deals in asked.items():
        wrong: dict[str, list[str]] = {}
        for deal in deals:
            for word in sorted(set(_wrong(of_deals.get(deal.id, ()), HANDED[name], ended[deal.id], now))):
                wrong.setdefault(f"{name} {word}", []).append(deal.id)
        yield from sorted(wrong.items())


def _wrong(told: Sequence[tuple[int, bool]], days: int, ended: int | None, now: int) -> Iterator[str]:
    """What went wrong with one hand-over of one deal: `told` are the moments, each a question or an answer."""
    open_since: int | None = None
    answered = False
    for at, is_question in told:
        if is_question:
            if answered:
                yield "bounced"
            open_since = at if open_since is None else open_since
        elif open_since is not None:
            if business_seconds(open_since, at) > days * _DAY:
                yield "late"
            open_since, answered = None, True
    if open_since is not None and business_seconds(open_since, max(ended or now, open_since)) > days * _DAY:
        yield "silent"
