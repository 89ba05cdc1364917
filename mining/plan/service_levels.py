"""What areas promise each other: documented hand-overs with what is kept of them, and the plan's further levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mining.areas.allowed_time import allowed_time, allowed_words
from mining.areas.documented import HandoverCount, Share
from mining.areas.matrix import breached
from mining.areas.roles_of_people import NO_ROLE, role_ways
from mining.process.roles import roles_of
from models.calendar import Calendar
from models.change_plan import ChangePlan, ServiceLevel
from models.errors import UserError
from models.handoff import Handoff
from models.label import key, tidy
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr


@dataclass(frozen=True)
class LevelRow:
    """One promise between two areas, by their titles: `documented` is the id of its hand-over, empty for the plan's.

    `breaches` is how often it was not kept, None where nothing measures it; `noun` is of what, `why_none` why not.
    `at` is the place among the levels of the plan, None for a documented one.
    """

    giver: str
    taker: str
    promise: str
    within: str
    documented: str = ""
    breaches: Share | None = None
    why_none: str = ""
    at: int | None = None


def level_rows(
    process: object, plan: ChangePlan, counts: Sequence[HandoverCount] = ()
) -> tuple[LevelRow, ...]:
    """Every promise, those of one pair of areas together: first the documented ones in their order, then the plan's.

    `counts` are those of the hand-overs of the same process, as far as there is a log to count them in.
    """
    agreed = process if isinstance(process, SalesProcess) else None
    titles = roles_of(agreed) if agreed is not None else {}
    told = {one.handovers.handoff.id: one for one in counts}
    rows = [
        _documented(one, titles, told.get(one.id)) for one in (agreed.handoffs if agreed is not None else ())
    ]
    rows += [_further(at, one, process) for at, one in enumerate(plan.levels)]
    pairs = list(dict.fromkeys((row.giver, row.taker) for row in rows))
    return tuple(row for pair in pairs for row in rows if (row.giver, row.taker) == pair)


def area_title(area: str, process: object) -> str:
    """What an area is called: the title of the role of the process that it names, else as it is written."""
    if not isinstance(process, SalesProcess):
        return area
    number = role_ways(process).get(key(area), NO_ROLE)
    roles = roles_of(process)
    return next((title or role for at, (role, title) in enumerate(roles.items()) if at == number), area)


def areas_of_plan(project: Project) -> tuple[str, ...]:
    """The titles of the areas that have an action or a service level: the roles in the order of the process first.

    An action of no area belongs to the last one, which is called by the empty text.
    """
    process, plan = project.process, project.plan
    used = {area_title(action.area, process) for action in plan.actions}
    for row in level_rows(process, plan):
        used |= {row.giver, row.taker}
    roles = roles_of(process).items() if isinstance(process, SalesProcess) else ()
    known = [title or role for role, title in roles]
    named = sorted(used - {"", *known}, key=str.casefold)
    return (*(title for title in known if title in used), *named, *([""] if "" in used else []))


def level_of(row: Sequence[str], roles: Sequence[tuple[str, str]]) -> ServiceLevel:
    """The service level of a row of texts: giver, taker, promise and time. Roles are kept by their short names.

    Raises UserError where one of the first three is missing, or the time is none.
    """
    giver, taker, promise, within = (tidy(text) for text in row)
    if not (giver and taker and promise):
        raise UserError(tr("A service level needs who gives, who gets, and what is promised."))
    if within and allowed_time(within, Calendar()) is None:
        raise UserError(
            tr("“{time}” is no time; write 2bd for two working days, 5d for five days, or 4h.", time=within)
        )
    names = {title or role: role for role, title in roles}
    return ServiceLevel(names.get(giver, giver), names.get(taker, taker), promise, within)


def _documented(one: Handoff, titles: Mapping[str, str], count: HandoverCount | None) -> LevelRow:
    giver, taker = (titles.get(role) or role for role in (one.giver, one.taker))
    done = tr(" or ").join(one.done)
    promise = tr("{start} is answered: {done}", start=one.start, done=done) if done else one.start
    within = allowed_words(one.within) if one.within else ""
    if count is None:
        return LevelRow(
            giver, taker, promise, within, one.id, why_none=tr("Not measured: there are no deals.")
        )
    if not count.n:
        why = count.handovers.why_none or tr("Nobody asked for it in the deals that there are.")
        return LevelRow(giver, taker, promise, within, one.id, why_none=why)
    share = Share(count.count(breached(count.handovers)), count.n)
    return LevelRow(giver, taker, promise, within, one.id, share)


def _further(at: int, one: ServiceLevel, process: object) -> LevelRow:
    giver, taker = (area_title(area, process) for area in (one.giver, one.taker))
    within = allowed_words(one.within) if one.within else ""
    return LevelRow(
        giver, taker, one.promise, within, why_none=tr("Not measured: no event of the log tells it."), at=at
    )
