"""Teams, and reps where that is allowed, beside each other: in order of their names, small ones counted together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.intervals import wilson
from mining.kpis.outcomes import CYCLE, WINNING
from mining.kpis.wording import interval_words, written
from mining.number_format import UNKNOWN, number, percent, percent_range
from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE, GroupSize, told
from mining.report.gathered import Gathered, KeyFigure
from models.categorical import MISSING, Categorical
from models.conformance import Status
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.report import Block, Paragraph, Table, Tone
from models.report_template import ReportTemplate
from resources.translation import tr, tr_n


@dataclass(frozen=True, eq=False)
class Group:
    """The deals of a team or a rep (one flag a case), and of how many people they are."""

    name: str
    mask: NDArray[np.bool_]
    people: int

    @property
    def deals(self) -> int:
        """How many deals."""
        return int(self.mask.sum())


def teams_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """A row a team that is large enough; nothing where the log knows no teams."""
    large, small = _parted(_groups(found, found.log.cases.team), _team_size)
    if not _groups(found, found.log.cases.team):
        return ()
    if not large:
        said = tr(
            "No team is shown by itself: some have fewer than {people} people or {deals} deals, and what is theirs "
            "could be worked out from the total.",
            people=number(FEWEST_PEOPLE),
            deals=number(FEWEST_DEALS),
        )
        return (Paragraph(said),)
    lead = tr("Teams in the order of their names. The intervals say how far chance alone reaches: where they overlap, "
              "the teams are not told apart.")  # fmt: skip
    note = tr(
        "Teams with fewer than {people} people or {deals} deals are counted together in the last row and not shown by "
        "themselves; with the next smallest, where one alone could be worked out from the total.",
        people=number(FEWEST_PEOPLE),
        deals=number(FEWEST_DEALS),
    )
    rows = [*large, *([small] if small is not None else [])]
    return (
        Paragraph(lead, Tone.LEAD),
        _table(found, tr("Team"), rows, tr("Smaller teams"), note if small is not None else "", True),
    )


def reps_section(found: Gathered, template: ReportTemplate) -> tuple[Block, ...]:
    """A row a rep with enough deals, only where the template allows it and there are enough reps to be one of."""
    if not template.per_rep:
        return ()
    names = {} if template.with_names else found.names
    owner = found.log.cases.owner
    groups = sorted(_groups(found, owner), key=lambda one: names.get(one.name, one.name).casefold())
    if len(groups) < FEWEST_PEOPLE:
        return (
            Paragraph(
                tr(
                    "There are fewer than {people} reps, so none is shown by themselves.",
                    people=number(FEWEST_PEOPLE),
                )
            ),
        )
    large, small = _parted(groups, _rep_size)
    if not large:
        return (
            Paragraph(
                tr(
                    "No rep has {deals} deals or more, so none is shown by themselves.",
                    deals=number(FEWEST_DEALS),
                )
            ),
        )
    lead = tr(
        "Reps in the order of their names: this is no ranking. With so few deals each, most of what differs between "
        "two reps is chance, which the intervals show."
    )
    note = tr(
        "Reps with fewer than {deals} deals are counted together in the last row, with the next one where one alone "
        "could be worked out from the total.",
        deals=number(FEWEST_DEALS),
    )
    rows = [*large, *([small] if small is not None else [])]
    return (
        Paragraph(lead, Tone.LEAD),
        _table(found, tr("Rep"), rows, tr("Other reps"), note if small is not None else "", False),
    )


def _groups(found: Gathered, column: Categorical) -> list[Group]:
    """The groups of the deals, in the order of their names."""
    owner = found.log.cases.owner.codes
    codes = np.unique(column.codes[found.mask])
    groups = []
    for code in codes[codes != MISSING].tolist():
        mask = found.mask & (column.codes == code)
        groups.append(Group(column.labels[code], mask, _people(owner[mask])))
    return sorted(groups, key=lambda one: one.name.casefold())


def _parted(
    groups: Sequence[Group], size_of: Callable[[Group], GroupSize]
) -> tuple[list[Group], Group | None]:
    """Those that are shown by themselves, and all others together (without a name), where there are any.

    What nothing small can be worked out of: see `mining.privacy.small_groups.told`.
    """
    found = told({at: size_of(one) for at, one in enumerate(groups)})
    alone, small = [groups[at] for at in found.alone], [groups[at] for at in found.together]
    if not small or found.is_hidden:
        return alone, None
    mask = np.logical_or.reduce([one.mask for one in small])
    return alone, Group("", mask, sum(one.people for one in small))


def _team_size(one: Group) -> GroupSize:
    return GroupSize(one.people, one.deals)


def _rep_size(one: Group) -> GroupSize:
    """A rep is one of many, which is looked at for all of them: here only deals count."""
    return GroupSize(FEWEST_PEOPLE, one.deals)


def _table(
    found: Gathered, what: str, rows: Sequence[Group], others: str, note: str, with_people: bool
) -> Table:
    figures = [found.figures_of(row.mask) for row in rows]
    columns = [ExportColumn(what, tuple(row.name or others for row in rows))]
    if with_people:
        columns.append(ExportColumn(tr("People"), tuple(row.people for row in rows), ValueKind.COUNT))
    columns.append(ExportColumn(tr("Deals"), tuple(row.deals for row in rows), ValueKind.COUNT))
    if found.analysis.conformance is not None:
        columns.append(
            ExportColumn(tr("Depart from the process, 95 % interval"), tuple(_departing(found, rows)))
        )
    winning = found.key_figures[WINNING].name
    columns.append(
        ExportColumn(
            tr("{figure}, 95 % interval", figure=winning), tuple(_written(one[WINNING]) for one in figures)
        )
    )
    columns.append(
        ExportColumn(tr("Days to win, 95 % interval"), tuple(_written(one[CYCLE]) for one in figures))
    )
    return Table(ExportTable(what, tuple(columns)), note)


def _departing(found: Gathered, rows: Sequence[Group]) -> Iterator[str]:
    checked = found.analysis.conformance
    assert checked is not None
    for row in rows:
        status = checked.status[row.mask]
        departing = int((status == Status.DEVIATES).sum())
        judged = departing + int((status == Status.CONFORMS).sum())
        interval = wilson(departing, judged)
        if interval is None:
            yield UNKNOWN
            continue
        yield tr_n(
            "{share} ({interval}) of {count}",
            "{share} ({interval}) of {count}",
            judged,
            count=number(judged),
            share=percent(departing / judged),
            interval=percent_range(*interval),
        )


def _written(one: KeyFigure) -> str:
    if one.value.value is None:
        return UNKNOWN
    return f"{written(one.value.value, one.unit, one.currency)} ({interval_words(one.value, one.unit)})"


def _people(codes: NDArray[np.int32]) -> int:
    return int((np.unique(codes) != MISSING).sum())
