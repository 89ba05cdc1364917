"""The rows of the paths as a tree for a view: groups with their rows, or the rows alone."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.screens.variants.shown import ShownPaths
from mining.number_format import NBSP, UNKNOWN, days, number, percent, plural
from mining.variant_rows.ordering import FEWEST
from mining.variant_rows.wording import explanation, main_title, more_words, time_words, win_rate_words
from mining.wording import step_words
from models.variant_rows import PathGroup, PathTotals

Index = QModelIndex | QPersistentModelIndex
RANK, DEALS, WON, DAYS, PATH = range(5)
_TITLES = ("#", "Deals", "Won", "Time", "Path")
_UNRANKED = f"With fewer than {FEWEST} of them a path stands after the others where you sort by it"
_TIPS = (
    "The place by number of deals",
    "Deals that take this path, and their share of the deals shown",
    f"Won of the closed deals; the line across the end of the bar is the 95 % interval. {_UNRANKED}",
    f"Median days from creation to close, over the deals that ended. {_UNRANKED}",
    "Grey: as documented. Teal, dashed: documented, not taken here. Orange: not as documented",
)


class PathsModel(QAbstractItemModel):
    """Shows a `ShownPaths`; an index of a group has a group, one of a row a row, -1 elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: ShownPaths | None = None

    def show_paths(self, shown: ShownPaths | None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def row_at(self, index: Index) -> int:
        """The row of the paths that an index stands for, -1 for a group or nothing."""
        if self.shown is None or not index.isValid():
            return -1
        if index.internalId():
            return int(self.shown.members(index.internalId() - 1)[index.row()])
        return int(self.shown.top[index.row()]) if self.shown.grouped is None else -1

    def group_at(self, index: Index) -> PathGroup | None:
        """The group that an index stands for, None for a row or nothing."""
        if self.shown is None or self.shown.grouped is None or not index.isValid() or index.internalId():
            return None
        return self.shown.grouped[index.row()][0]

    def index_of(self, row: int) -> QModelIndex:
        """The index of a row of the paths in the first column; an invalid one where it is not shown."""
        found = self.shown.place_of(row) if self.shown is not None else None
        return self.createIndex(found[1], 0, found[0] + 1) if found is not None else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        number_ = child.internalId() if child.isValid() else 0
        return self.createIndex(number_ - 1, 0, 0) if number_ else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        shown = self.shown
        if shown is None or (parent.isValid() and (parent.column() or self.group_at(parent) is None)):
            return 0
        if parent.isValid():
            return len(shown.members(parent.row()))
        return len(shown.top) if shown.grouped is None else len(shown.grouped)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(_TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A group can be gone to and opened, but only rows are chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if self.group_at(index) is not None else enabled | Qt.ItemFlag.ItemIsSelectable

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
            return f"{_TITLES[index.column()]}: {self._text(index).replace(NBSP, ' ')}"
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
        return PathTotals(1, deals, won, lost, still_open, timed, median, most)

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
        path = shown.path(self.row_at(index))
        said = ((step.stage, step_words(step, path.checked)) for step in path.steps)
        return " > ".join(
            f"{stage} ({words})" if words and words != "as documented" else stage for stage, words in said
        )

    def _tip(self, index: Index) -> str:
        column, counted, shown = index.column(), self.counted(index), self.shown
        assert shown is not None
        if column == DEALS:
            total = shown.rows.total
            share = percent(counted.deals / total)
            return f"{number(counted.deals)} of {plural(total, 'deal')} ({share})"
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


def days_words(counted: PathTotals) -> str:
    """The median, or that all deals are still open."""
    if counted.timed:
        return days(counted.median_days)
    return "open" if counted.open == counted.deals else UNKNOWN
