"""Dates the wrong way round, what has expired, and what is accepted or forbidden of stages that are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mining.process.calendar import calendar_of
from mining.process.problems.names import did_you_mean
from models.deviation import DeviationType
from models.errors import UserError
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess
from resources.translation import tr

_OF_NO_STAGE = (DeviationType.UNDOCUMENTED, DeviationType.HAND_OVER)
"""What is not about a stage of the process."""


def out_of_date(process: SalesProcess, today: date | None) -> Iterator[ProcessProblem]:
    """Without `today` nothing has expired."""
    if _wrong_way(process.valid_from, process.valid_until):
        yield ProcessProblem(
            "warning",
            tr(
                "the process is valid until {valid_until}, before it begins on {valid_from}; change one "
                "of the dates.",
                valid_until=process.valid_until,
                valid_from=process.valid_from,
            ),
            field="valid_until",
        )
    elif today and process.valid_until and process.valid_until < today:
        yield ProcessProblem(
            "note",
            tr("this version was valid until {valid_until}.", valid_until=process.valid_until),
            field="valid_until",
        )
    calendar = process.header.get("calendar")
    if calendar and _is_light(calendar):
        yield from _calendar(process)
    yield from _accepted(process, today)
    yield from _forbidden(process, today)


def _wrong_way(since: date | None, until: date | None) -> bool:
    return since is not None and until is not None and until < since


def _is_light(calendar: object) -> bool:
    """Whether it can be read at once: to know a country's holidays takes loading them."""
    return not isinstance(calendar, dict) or not calendar.get("holidays")


def _calendar(process: SalesProcess) -> Iterator[ProcessProblem]:
    try:
        calendar_of(process)
    except UserError as error:
        yield ProcessProblem("warning", str(error), field="header")


def _accepted(process: SalesProcess, today: date | None) -> Iterator[ProcessProblem]:
    known = [*(stage.name for stage in process.stages), *(end.title for end in process.ends)]
    for at, one in enumerate(process.accepted):
        named = tr(
            "the accepted deviation “{type} {stage}”", type=one.deviation.type, stage=one.deviation.stage
        )
        here = (Part.ACCEPTED, "", (at,))
        if one.deviation.type not in _OF_NO_STAGE and one.deviation.stage not in known:
            hint = did_you_mean(one.deviation.stage, known) or tr("; choose a stage of the process.")
            yield ProcessProblem(
                "warning",
                tr("{named} names a stage that the process does not have{hint}", named=named, hint=hint),
                *here,
                "deviation",
            )
        yield from _dates(named, one.since, one.until, here, today)


def _forbidden(process: SalesProcess, today: date | None) -> Iterator[ProcessProblem]:
    known = [*(stage.name for stage in process.stages), *(end.title for end in process.ends)]
    for at, one in enumerate(process.forbidden):
        named = tr("the path that must never happen “{path}”", path=" → ".join(one.path))
        here = (Part.FORBIDDEN, "", (at,))
        for name in one.path:
            if key(name) not in map(key, known):
                hint = did_you_mean(name, known) or tr("; choose stages and ends of the process.")
                yield ProcessProblem(
                    "warning",
                    tr(
                        "{named} names {name}, which the process does not have{hint}",
                        named=named,
                        name=name,
                        hint=hint,
                    ),
                    *here,
                    "path",
                )
        yield from _dates(named, one.since, one.until, here, today)


def _dates(
    named: str,
    since: date | None,
    until: date | None,
    here: tuple[Part, str, tuple[int, ...]],
    today: date | None,
) -> Iterator[ProcessProblem]:
    if today and until and until < today and not _wrong_way(since, until):
        yield ProcessProblem(
            "note",
            tr(
                "{named} expired on {until}; it still holds for deals created before. Extend or remove it.",
                named=named,
                until=until,
            ),
            *here,
            "until",
        )
