"""The rows of the paths for a view: one after the other, or below the heading of their group."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.screens.variants.shown import ShownPaths
from mining.discovery.map_shape import short_days
from mining.number_format import NBSP, UNKNOWN, days, number, percent, plural
from mining.variant_rows.ordering import FEWEST
from mining.variant_rows.wording import (
    ended_words,
    explanation,
    main_title,
    more_words,
    time_words,
    win_rate_words,
)
from mining.wording import step_words
from models.deviation import DeviationKey
from models.variant_rows import PathGroup, PathTotals
from resources.translation import tr

Index = QModelIndex | QPersistentModelIndex
RANK, DEALS, WON, DAYS, PATH = range(5)
_TITLES = ("#", tr("Deals"), tr("Won"), tr("Time"), tr("Path"))
_UNRANKED = tr(
    "With fewer than {fewest} of them a path stands after the others where you sort by it", fewest=FEWEST
)
_TIPS = (
    tr("The place by number of deals"),
    tr("Deals that take this path, and their share of the deals shown"),
    tr(
        "Won of the closed deals; the line across the end of the bar is the 95 % interval. {unranked}",
        unranked=_UNRANKED,
    ),
    tr("Median days from creation to close, over the deals that ended. {unranked}", unranked=_UNRANKED),
    tr(
        "Grey: as documented. Teal, dashed: documented, not taken here. Orange: not as documented. "
        "At the end how the deals stand: ✓ won, ✕ lost, ○ open"
    ),
)


class PathsModel(QAbstractTableModel):
    """Shows the lines of a `ShownPaths`: its rows, or its groups and below each that is open the rows of it.

    The lines are one array, so that it takes no longer to show thirty thousand than thirty.
    """

    lines_changed = Signal()
    """Other rows are shown, or groups were opened or closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: ShownPaths | None = None
        self.closed: set[DeviationKey | int] = set()
        self._lines = np.zeros(0, dtype=np.int64)

    def show_paths(self, shown: ShownPaths | None) -> None:
        """Show other rows; what was closed stays so."""
        self.beginResetModel()
        self.shown = shown
        self._lines = np.zeros(0, dtype=np.int64)
        if shown is not None:
            self._lines = shown.top if shown.grouped is None else self._grouped_lines(shown)
        self.endResetModel()
        self.lines_changed.emit()

    def set_open(self, group: int, is_open: bool) -> None:
        """Open or close a group (a number)."""
        if self.shown is None or is_open == self.is_open(group):
            return
        members = self.shown.members(group)
        first = int(np.flatnonzero(self._lines == _line_of(group))[0]) + 1
        last = first + len(members)
        if is_open:
            self.beginInsertRows(QModelIndex(), first, last - 1)
            self._lines = np.concatenate((self._lines[:first], members, self._lines[first:]))
            self.closed.discard(self.shown.key_of(group))
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            self._lines = np.concatenate((self._lines[:first], self._lines[last:]))
            self.closed.add(self.shown.key_of(group))
            self.endRemoveRows()
        self.lines_changed.emit()

    def is_open(self, group: int) -> bool:
        """Whether the rows of a group are shown."""
        return self.shown is not None and self.shown.key_of(group) not in self.closed

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return len(self.shown.grouped) if self.shown is not None and self.shown.grouped is not None else 0

    @property
    def lines(self) -> NDArray[np.int64]:
        """From top to bottom: a row of the paths, or -1 and below for a group."""
        return self._lines

    def row_at(self, index: Index) -> int:
        """The row of the paths that an index stands for, -1 for a group or nothing."""
        return max(-1, int(self._lines[index.row()])) if index.isValid() else -1

    def group_number(self, index: Index) -> int:
        """The number of the group that an index stands for, -1 for a row or nothing."""
        line = int(self._lines[index.row()]) if index.isValid() else 0
        return _line_of(line) if line < 0 else -1

    def group_at(self, index: Index) -> PathGroup | None:
        """The group that an index stands for, None for a row or nothing."""
        number_ = self.group_number(index)
        if number_ < 0 or self.shown is None or self.shown.grouped is None:
            return None
        return self.shown.grouped[number_][0]

    def index_of(self, row: int) -> QModelIndex:
        """The index of a row of the paths in the first column; an invalid one where it is not shown."""
        at = np.flatnonzero(self._lines == row)
        return self.index(int(at[0]), 0) if len(at) else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_TITLES)

    def _grouped_lines(self, shown: ShownPaths) -> NDArray[np.int64]:
        lines: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
        for group in range(len(shown.grouped or ())):
            lines.append(np.array([_line_of(group)], dtype=np.int64))
            if shown.key_of(group) not in self.closed:
                lines.append(shown.members(group))
        return np.concatenate(lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A group can be gone to and opened, but only rows are chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if self.group_number(index) >= 0 else enabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{escape(_TIPS[section])}</span>"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == RANK else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.shown is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number_ = self.group_number(index)
            state = "" if number_ < 0 else f", {tr('open') if self.is_open(number_) else tr('closed')}"
            return f"{_TITLES[index.column()]}: {self._text(index).replace(NBSP, ' ')}{state}"
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = self._tip(index)
            return f"<span>{escape(tip)}</span>" if tip else None
        return None

    def counted(self, index: Index) -> PathTotals:
        """What a row or a group amounts to."""
        assert self.shown is not None
        group = self.group_at(index)
        if group is not None:
            return group.totals
        rows, row = self.shown.rows, self.row_at(index)
        counts = (int(column[row]) for column in (rows.deals, rows.won, rows.lost, rows.open, rows.timed))
        deals, won, lost, still_open, timed = counts
        median, most = float(rows.median_days[row]), float(rows.p90_days[row])
        return PathTotals(1, deals, won, lost, still_open, timed, median, most, rows.day_hours)

    def _text(self, index: Index) -> str:
        column, counted = index.column(), self.counted(index)
        group, shown = self.group_at(index), self.shown
        assert shown is not None
        if column == RANK:
            return "" if group is not None else number(self.row_at(index) + 1)
        if column == DEALS:
            return number(counted.deals)
        if column == WON:
            return percent(counted.won / counted.closed) if counted.closed else UNKNOWN
        if column == DAYS:
            return days_words(counted)
        if group is not None:
            return f"{main_title(shown.rows, group.main, shown.ends)}, {plural(len(group.rows), 'path')}"
        row = self.row_at(index)
        path = shown.path(row)
        said = ((step.stage, step_words(step, path.checked)) for step in path.steps)
        whole = " > ".join(
            f"{stage} ({words})" if words and words != tr("as documented") else stage for stage, words in said
        )
        if not shown.rows.closing:
            return whole
        early = tr("closed too early") + ", " if shown.closed_early(row) else ""
        return f"{whole}: {early}{ended_words(counted.won, counted.lost, counted.open)}".removesuffix(": ")

    def _tip(self, index: Index) -> str:
        column, counted, shown = index.column(), self.counted(index), self.shown
        assert shown is not None
        if column == DEALS:
            total = shown.rows.total
            share = percent(counted.deals / total)
            return tr(
                "{count} of {deals} ({share})",
                count=number(counted.deals),
                deals=plural(total, "deal"),
                share=share,
            )
        if column == WON:
            return win_rate_words(counted.won, counted.closed)
        if column == DAYS:
            return time_words(counted)
        if column == PATH:
            group = self.group_at(index)
            return (
                more_words(shown.rows, group)
                if group is not None
                else explanation(shown.rows, self.row_at(index), shown.ends)
            )
        return ""


def _line_of(group: int) -> int:
    """The line of a group, and the other way round."""
    return -1 - group


def days_words(counted: PathTotals) -> str:
    """The median, or that all deals are still open."""
    if counted.timed:
        return (
            short_days(counted.median_days, counted.day_hours)
            if counted.day_hours
            else days(counted.median_days)
        )
    return tr("open") if counted.open == counted.deals else UNKNOWN
