"""Rules that deals keep untold, each to be ticked and taken over into the process."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.check_list import CheckList
from desktop.widgets.text import frame, text
from mining.number_format import percent, plural
from mining.rules.suggest_rules import LEAST_CONFIDENCE, LEAST_SUPPORT, Suggestion
from mining.rules.wording import declared_words
from models.rule import Rule
from resources.translation import tr

TITLE = tr("Rules that these deals keep")
NEW, SAID = tr("The process does not say so yet"), tr("The flow of the process asks for it already")
NO_DEALS = tr(
    "There is no closed deal to learn rules from: what an open deal is still going to do, "
    "nobody knows. Show more deals, and ask again."
)
_ROW, _FRAME, _GAP = 30, 10, 4
_LEAST = 2


class SuggestPanel(QWidget):
    """Two lists with boxes, what the process does not say yet first, and buttons to add what is ticked or go back."""

    added = Signal(object)
    """The ticked `Rule`s, as a tuple."""

    left = Signal()
    """Back, with nothing added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestions: tuple[Suggestion, ...] = ()
        self.sentence = text(wrap=True)
        self.new, self.said = _RuleList(NEW), _RuleList(SAID)
        self.add_button, self.back_button = QPushButton(tr("Add to the process")), QPushButton(tr("Back"))
        self._build()
        self._connect()

    def show_suggestions(self, suggestions: Sequence[Suggestion], deals: int) -> None:
        """Show what was found in so many closed deals; nothing is ticked."""
        self._suggestions = tuple(suggestions)
        self.sentence.setText(_sentence(len(self._suggestions), deals))
        for rules, is_said in ((self.new, False), (self.said, True)):
            rules.show_suggestions([one for one in self._suggestions if one.is_said is is_said])
        self.add_button.setVisible(bool(self._suggestions))
        self._show_button()

    def take_focus(self) -> None:
        """Go to the first list that has something to tick, else to the way back."""
        lists = [rules.list for rules in (self.new, self.said) if rules.list.count()]
        (lists[0] if lists else self.back_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ticked(self) -> tuple[Rule, ...]:
        """The rules whose boxes are ticked, in the order shown."""
        ids = self.new.list.checked | self.said.list.checked
        return tuple(one.rule for one in self._suggestions if one.rule.id in ids)

    def _show_button(self) -> None:
        ticked = len(self.ticked)
        self.add_button.setEnabled(ticked > 0)
        self.add_button.setAccessibleDescription(tr("{rules} ticked", rules=plural(ticked, "rule")))

    def _add(self) -> None:
        ticked = self.ticked
        self.add_button.setEnabled(False)
        self.added.emit(ticked)

    def _connect(self) -> None:
        for rules in (self.new, self.said):
            rules.list.changed.connect(self._show_button)
        self.add_button.clicked.connect(self._add)
        self.back_button.clicked.connect(self.left)
        for before, behind in pairwise((self.new.list, self.said.list, self.add_button, self.back_button)):
            self.setTabOrder(before, behind)

    def _build(self) -> None:
        self.add_button.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(text(TITLE, "heading"))
        whole.addWidget(self.sentence)
        whole.addSpacing(4)
        whole.addWidget(self.new, 1_000)
        whole.addWidget(self.said, 1_000)
        whole.addSpacing(4)
        whole.addLayout(buttons)
        whole.addStretch(1)


class _RuleList(QWidget):
    """A heading, and under it suggestions to be ticked; hidden where there are none."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CheckList(heading)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.heading = text(heading, "strong")
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(4, 4, 4, 4)
        inner.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.heading)
        column.addWidget(card, 1)

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these, the surest first as they come; as high as they are, and less where there is no room."""
        rows = [(one.rule.id, declared_words(one.found).rstrip(".")) for one in suggestions]
        self.list.show_rows(rows, ())
        for row, (_, words) in enumerate(rows):
            self.list.item(row).setToolTip(f"<span>{escape(words)}</span>")
        around = self.heading.sizeHint().height() + _GAP + _FRAME
        self.list.setMinimumHeight(_ROW * min(_LEAST, len(rows)))
        self.list.setMaximumHeight(_ROW * len(rows))
        self.setMaximumHeight(around + _ROW * len(rows))
        self.setVisible(bool(rows))


def _sentence(found: int, deals: int) -> str:
    if not deals:
        return NO_DEALS
    if not found:
        return tr(
            "Nothing to suggest: the {closed_deals} here keep no rule that the process "
            "does not have already. One is suggested where {share} of the deals call for "
            "it or more, and {share_2} of those keep it.",
            closed_deals=plural(deals, "closed deal"),
            share=percent(LEAST_SUPPORT),
            share_2=percent(LEAST_CONFIDENCE),
        )
    return tr(
        "What {closed_deals} that pass the filter keep untold, the surest first. "
        "Tick the rules that deals are to keep from now on; every deal is then "
        "checked against them.",
        closed_deals=plural(deals, "closed deal"),
    )
