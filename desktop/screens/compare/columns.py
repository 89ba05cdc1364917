"""The table of what differs: a row for everything compared, the strongest evidence first."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from desktop.screens.compare.drawing import LETTERS
from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.comparing.wording import (
    counted,
    difference_words,
    figure_words,
    name_of,
    sentence,
    short_unit,
)
from mining.number_format import number, p_value, q_words
from mining.words_of_values import word_of
from models.comparison import Difference, Figure, GroupComparison, Topic, Unit
from resources.translation import mid_sentence, tr

WHAT, FIRST, SECOND, DIFFERENCE, EVIDENCE = range(5)
ROOMS = (
    Room(420, 150, filling=True),
    Room(112, 88),
    Room(112, 88),
    Room(220, 156),
    Room(72, 64, gives_way=1),
)


def columns_of(found: GroupComparison, names: tuple[str, str], ends: Collection[str]) -> tuple[Column, ...]:
    """The columns; `names` head the sides, `ends` are the names of the documented ends."""
    rows = found.rows
    place = np.arange(len(rows), dtype=np.float64)
    q = np.array([row.effect.q if row.effect else np.nan for row in rows])
    return (
        Column(
            tr("What"),
            [name_of(row.about, ends) for row in rows],
            tooltip=tr("What is compared, and of which kind it is"),
            tip=lambda at: sentence(rows[at], found, ends),
        ),
        *(_side(found, which, name) for which, name in enumerate(names)),
        Column(
            tr("Difference"),
            np.array([row.effect.estimate if row.effect else np.nan for row in rows]),
            Kind.NUMBER,
            tr(
                "Side A minus side B, and its 95 % interval: shares, days and all else each on a scale "
                "of its own. Filled and in the colour of the side that has more: larger than chance, all "
                "comparisons considered"
            ),
            write=lambda at: short_unit(difference_words(rows[at])),
            tip=lambda at: sentence(rows[at], found, ends),
            order=-place,
        ),
        Column(
            "q",
            q,
            Kind.NUMBER,
            tr(
                "How surprising the difference would be if there were none, corrected for "
                "{tested} looks: up to 0.1 counts as larger than chance",
                tested=number(found.tested),
            ),
            write=lambda at: p_value(float(q[at])),
            tip=lambda at: _why(rows[at]),
            order=np.where(np.isnan(q), np.nan, place),
        ),
    )


def remark(row: Difference) -> str:
    """The kind of a row, said below its name where the name does not say it."""
    topic = row.about.topic
    said = topic in (Topic.STAGE, Topic.STAGE_TIME, Topic.MIX) or not (row.about.path or row.about.deviation)
    if said and topic is not Topic.MIX:
        return ""
    return {Topic.MIX: tr("mix of the deals"), Topic.STEP_TIME: tr("median time")}.get(
        topic, mid_sentence(word_of(topic))
    )


def _side(found: GroupComparison, which: int, name: str) -> Column:
    rows = found.rows

    def figure(at: int) -> Figure:
        return (rows[at].first, rows[at].second)[which]

    values = [figure(at).value for at in range(len(rows))]
    return Column(
        LETTERS[which],
        np.array([np.nan if value is None else value for value in values]),
        Kind.NUMBER,
        tr("{name}: shares, medians and means", name=name),
        write=lambda at: short_unit(figure_words(rows[at], figure(at))),
        tip=lambda at: counted(rows[at]),
    )


def _why(row: Difference) -> str:
    return (
        tr("Not compared: {untested}", untested=row.untested) if row.effect is None else q_words(row.effect.q)
    )


def scale_of(unit: Unit) -> float:
    """The least that the scale of a unit reaches on either side."""
    return {Unit.SHARE: 0.05, Unit.DAYS: 1.0, Unit.MONEY: 1.0, Unit.COUNT: 0.5}[unit]
