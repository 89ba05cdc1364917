"""The tables of the screen: leads, sources and teams, and what accepted leads have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.screens.sales_marketing.bars import share_words
from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.areas.documented import Share
from mining.kpis.wording import interval_words
from mining.leads.funnel import FEWEST_LEADS, LeadCount
from mining.leads.look import LeadLook
from mining.leads.meaning import Trait
from mining.number_format import UNKNOWN, days, number, p_value, percent, plural, points, signed
from mining.privacy.small_groups import FEWEST_PEOPLE
from models.kpi_series import KpiUnit, KpiValue
from models.leads import REASON, STATUS
from resources.translation import tr

LEAD_ROOMS = (
    Room(240, 150, filling=True),
    Room(110, 84),
    Room(220, 120, gives_way=2),
    Room(160, 124),
    Room(110, 80, gives_way=1),
    Room(120, 96),
    Room(150, 130),
    Room(70, 54, gives_way=3),
)
GROUP_ROOMS = (
    Room(230, 150, filling=True),
    Room(76, 60),
    Room(140, 124),
    Room(140, 124, gives_way=2),
    Room(140, 124),
    Room(150, 122),
    Room(150, 122),
    Room(150, 124, gives_way=3),
    Room(150, 124, gives_way=3),
)
TRAIT_ROOMS = (
    Room(200, 130, filling=True),
    Room(170, 120),
    Room(80, 60, gives_way=1),
    Room(170, 130),
    Room(170, 120),
    Room(80, 64, gives_way=2),
)


def lead_columns(look: LeadLook, cases: NDArray[np.int32], has_deal: Sequence[bool]) -> tuple[Column, ...]:
    """One row a lead: what is known of it, and how its first hand-over went."""
    table = look.leads.cases
    first = np.searchsorted(look.found.case, cases)
    handed = look.found.started[np.minimum(first, max(0, len(look) - 1))] if len(look) else cases
    wait, touched = look.touch[first], look.is_touched[first]
    hours = look.found.day_hours

    def extra(name: str) -> Sequence[str]:
        column = table.extra.get(name)
        return column.take(cases).texts() if column is not None else [""] * len(cases)

    def write(row: int) -> str:
        return days(float(wait[row]), hours) if touched[row] else tr("not yet")

    return (
        Column(tr("Lead"), [table.name[case] or table.ids[case] for case in cases.tolist()]),
        Column(tr("Source"), table.source.take(cases)),
        Column(tr("Team"), table.team.take(cases)),
        Column(tr("Status"), extra(STATUS)),
        Column(tr("Reason"), extra(REASON), tooltip=tr("Why it was rejected")),
        Column(tr("Handed over"), handed, Kind.DATE),
        Column(tr("First touch"), wait, Kind.DAYS, tr("After the hand-over"), write=write),
        Column(
            tr("Deal"),
            [tr("Yes") if one else "" for one in has_deal],
            tooltip=tr("Enter or a double click opens it"),
        ),
    )


def group_columns(
    kinds: Sequence[str], counts: Sequence[LeadCount], day_hours: float | None
) -> tuple[Column, ...]:
    """One row a source or team, in the order of their names: groups are not ranked."""

    def name(row: int) -> str:
        one = counts[row]
        if one.is_comparable:
            return f"{kinds[row]}: {one.name}"
        return tr(
            "{kinds}: {name}. Small: under {fewest_people} people or {fewest_leads} "
            "leads, so it is not to be held against others.",
            kinds=kinds[row],
            name=one.name,
            fewest_people=FEWEST_PEOPLE,
            fewest_leads=FEWEST_LEADS,
        )

    return (
        Column(
            tr("Source or team"),
            [one.name if one.is_comparable else tr("{name} (small)", name=one.name) for one in counts],
            tip=name,
        ),
        Column(
            tr("Leads"),
            np.array([one.leads for one in counts], dtype=np.float64),
            Kind.NUMBER,
            tr("Leads handed over"),
        ),
        _share(tr("Accepted"), [one.accepted for one in counts], tr("Of those whose allowed time is over")),
        _share(tr("Rejected"), [one.rejected for one in counts], tr("Of the same")),
        _share(
            tr("Nobody reacted"),
            [one.silent for one in counts],
            tr("Of the same: neither touched nor answered in time"),
        ),
        _days(
            tr("Half within"),
            [one.median for one in counts],
            day_hours,
            tr("First touch: half of the leads within this time"),
        ),
        _days(
            tr("9 in 10 within"),
            [one.p90 for one in counts],
            day_hours,
            tr("First touch: nine in ten within this time"),
        ),
        _told(
            tr("Became a deal"),
            [one.became for one in counts],
            [one.horizon for one in counts],
            tr("accepted leads"),
        ),
        _told(
            tr("Later won"),
            [one.won for one in counts],
            [one.win_horizon for one in counts],
            tr("their deals"),
        ),
    )


def trait_columns(traits: Sequence[Trait]) -> tuple[Column, ...]:
    """One row a trait, those that tell most first."""
    return (
        Column(tr("Leads with"), [f"{one.field}: {one.value}" for one in traits]),
        _share(
            tr("Accepted"), [one.accepted for one in traits], tr("Of those that were answered and are so")
        ),
        Column(tr("Answered"), np.array([one.accepted.of for one in traits], dtype=np.float64), Kind.NUMBER),
        _share(tr("Others accepted"), [one.others for one in traits], tr("Of all others that were answered")),
        Column(
            tr("Difference"),
            np.array([one.difference for one in traits], dtype=np.float64),
            Kind.NUMBER,
            tr("With its 95 % interval; associations, not causes"),
            write=lambda row: _difference(traits[row]),
        ),
        Column(
            "q",
            np.array([one.q for one in traits], dtype=np.float64),
            Kind.NUMBER,
            tr("Fisher's exact test, corrected for all rows"),
            write=lambda row: p_value(traits[row].q),
        ),
    )


def _difference(one: Trait) -> str:
    return tr(
        "{points} ({points_2} to {points_3})",
        points=points(one.difference),
        points_2=signed(one.low),
        points_3=signed(one.high),
    )


def _share(title: str, shares: Sequence[Share], tooltip: str) -> Column:
    values = np.array([np.nan if one.value is None else one.value for one in shares], dtype=np.float64)

    def write(row: int) -> str:
        return share_words(shares[row]) if shares[row].of else UNKNOWN

    def tip(row: int) -> str:
        return tr("{hits} of {of}", hits=number(shares[row].hits), of=number(shares[row].of))

    return Column(title, values, Kind.PERCENT, tooltip, write=write, tip=tip)


def _days(title: str, values: Sequence[KpiValue], day_hours: float | None, tooltip: str) -> Column:
    numbers = np.array([np.nan if one.value is None else one.value for one in values], dtype=np.float64)
    return Column(
        title,
        numbers,
        Kind.DAYS,
        tooltip,
        write=lambda row: days(float(numbers[row]), day_hours),
        tip=lambda row: values[row].why_none or _span(values[row], day_hours),
    )


def _span(value: KpiValue, day_hours: float | None) -> str:
    if value.low is None or value.high is None:
        return ""
    return tr(
        "{time} to {time_2}, {leads}",
        time=days(value.low, day_hours),
        time_2=days(value.high, day_hours),
        leads=plural(value.n, "lead"),
    )


def _told(title: str, values: Sequence[KpiValue], within: Sequence[int], of: str) -> Column:
    numbers = np.array([np.nan if one.value is None else one.value for one in values], dtype=np.float64)

    def write(row: int) -> str:
        one = values[row]
        if one.value is None or one.low is None or one.high is None:
            return UNKNOWN
        return f"{percent(one.value)} ({interval_words(one, KpiUnit.SHARE)})"

    def tip(row: int) -> str:
        one = values[row]
        told = one.why_none or tr(
            "{n} {of}, within {within} days; those still open are censored.",
            n=number(one.n),
            of=of,
            within=within[row],
        )
        return told

    return Column(title, numbers, Kind.PERCENT, tr("Of {of}", of=of), write=write, tip=tip)
