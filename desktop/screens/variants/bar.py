"""What is above the paths: the search, how much of the deals is covered, groups or not, and the order."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.path_queries import PathQueries
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.query_edit import QueryEdit
from desktop.widgets.text import set_property, set_tip, text
from mining.variant_rows.ordering import FEWEST, Order
from mining.words_of_values import word_of
from resources.translation import tr

SHARES = (0.8, 0.95, 1.0)
_WIDE = 960
"""From this width on the summary stands beside the title."""
_AFTER_TITLE = 2
_WAIT_MS = 150
"""How long a search waits for the next key."""


class Bar(QWidget):
    """The choices of the screen; `changed` says that one of them is another one now."""

    changed = Signal()
    searched = Signal()

    together_changed = Signal()
    """The ends are taken together now, or no longer: the rows are other ones."""

    folding_wanted = Signal()
    """Close all groups, or open them where all are closed."""

    filter_wanted = Signal()
    """Filter all screens by what is searched for."""

    def __init__(self, palette: Palette, queries: PathQueries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = ElidedLabel("small")
        self.search = QueryEdit(queries.complete, _anything)
        self.filter_button = QPushButton(tr("Filter by this search"))
        self.fold_button = QPushButton()
        self._grouping = QWidget()
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self.by_path, self.by_deviation = self._chip(tr("By path")), self._chip(tr("By deviation"))
        self.ends_together = self._chip(tr("Ends together"))
        self.coverage = {share: self._chip(_named(share)) for share in SHARES}
        self.order_box = QComboBox()
        self.share, self.grouped, self.together = 1.0, False, True
        self._magnifier = self.search.addAction(
            icon("search", palette.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._build()
        self._connect()
        self._show_choices()

    @property
    def order(self) -> Order:
        """In which order the rows stand."""
        return tuple(Order)[self.order_box.currentIndex()]

    @property
    def sought(self) -> str:
        """What is searched for, empty for nothing."""
        return self.search.text().strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_summary()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons for another theme."""
        self._magnifier.setIcon(icon("search", palette.muted))

    def choose_order(self, order: Order) -> None:
        """Sort by something else."""
        self.order_box.setCurrentText(order.value)

    def choose_share(self, share: float) -> None:
        """Show the most frequent paths that cover so much of the deals."""
        self.share = share
        self._show_choices()
        self.changed.emit()

    def choose_grouping(self, grouped: bool) -> None:
        """Show the paths under their main deviations, or one after the other."""
        self.grouped = grouped
        self._show_choices()
        self.changed.emit()

    def choose_together(self, together: bool) -> None:
        """Let deals that came the same way share a row however they were closed, or not."""
        self.together = together
        self._show_choices()
        self.together_changed.emit()

    def offer_together(self, offered: bool) -> None:
        """Where nothing tells which steps close deals, they cannot be left out."""
        self.ends_together.setVisible(offered)

    def offer_grouping(self, offered: bool) -> None:
        """Without a documented process there are no deviations."""
        self._grouping.setVisible(offered)

    def name_folding(self, all_closed: bool, offered: bool) -> None:
        """Offer to close all groups, or to open them again, or nothing where there are none."""
        self.fold_button.setText(tr("Open all") if all_closed else tr("Close all"))
        self.fold_button.setVisible(offered)

    def _show_choices(self) -> None:
        for chip, active in (
            (self.by_path, not self.grouped),
            (self.by_deviation, self.grouped),
            (self.ends_together, self.together),
            *((chip, share == self.share) for share, chip in self.coverage.items()),
        ):
            chip.setChecked(active)
            set_property(chip, "active", "true" if active else "false")

    def _place_summary(self) -> None:
        """Beside the title where there is room for it, else in a line of its own."""
        beside = self.width() >= _WIDE
        if beside == (self._head.indexOf(self.summary) >= 0) and self.summary.parent() is not None:
            return
        self._head.removeWidget(self.summary)
        self._column.removeWidget(self.summary)
        if beside:
            self._head.insertWidget(_AFTER_TITLE, self.summary, 1)
        else:
            self._column.addWidget(self.summary)

    def _search_now(self) -> None:
        self._timer.stop()
        self.searched.emit()

    def _chip(self, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        return chip

    def _connect(self) -> None:
        self.by_path.clicked.connect(lambda: self.choose_grouping(False))
        self.by_deviation.clicked.connect(lambda: self.choose_grouping(True))
        self.ends_together.clicked.connect(lambda: self.choose_together(not self.together))
        for share, chip in self.coverage.items():
            chip.clicked.connect(lambda _=False, share=share: self.choose_share(share))
        self.order_box.currentTextChanged.connect(lambda: self.changed.emit())
        self.search.textChanged.connect(lambda: self._timer.start())
        self.search.returnPressed.connect(self._search_now)
        self.search.textChanged.connect(lambda: self.filter_button.setVisible(bool(self.sought)))
        self.filter_button.hide()
        self._timer.timeout.connect(self.searched)
        self.filter_button.clicked.connect(self.filter_wanted)
        self.fold_button.clicked.connect(self.folding_wanted)

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Search, or ask: skips Demo and then goes back"))
        self.search.setClearButtonEnabled(True)
        self.fold_button.hide()
        self.search.setAccessibleName(tr("Search the paths"))
        self.order_box.addItems([word_of(order) for order in Order])
        self.order_box.setAccessibleName(tr("Order of the paths"))
        set_tip(
            self.order_box,
            tr(
                "By win rate and time, paths with fewer than {fewest} closed deals stand "
                "after the others, unranked",
                fewest=FEWEST,
            ),
        )
        set_tip(
            self.ends_together,
            tr(
                "Won, lost and open deals that came the same way share a row: the step that closes them "
                "is left out"
            ),
        )
        for share, chip in self.coverage.items():
            what = (
                tr("All paths")
                if share == 1
                else tr("The most frequent paths that hold {named} of the deals", named=_named(share))
            )
            set_tip(chip, what)
            chip.setAccessibleName(what)
        head = self._head
        head.setSpacing(8)
        head.addWidget(text(tr("Variants"), "title"))
        head.addSpacing(4)
        head.addStretch(1)
        head.addWidget(text(tr("Cover"), "small"))
        for chip in self.coverage.values():
            head.addWidget(chip)
        head.addWidget(self._grouping)
        head.addSpacing(4)
        head.addWidget(self.ends_together)
        grouping = QHBoxLayout(self._grouping)
        grouping.setContentsMargins(12, 0, 0, 0)
        grouping.setSpacing(8)
        grouping.addWidget(self.by_path)
        grouping.addWidget(self.by_deviation)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.filter_button)
        row.addWidget(self.fold_button)
        row.addWidget(self.order_box)
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(row)


def _anything(text: str) -> str:
    """What is no query is searched for as words."""
    return ""


def _named(share: float) -> str:
    return tr("All") if share == 1 else f"{share:.0%}".replace("%", "\u00a0%")
