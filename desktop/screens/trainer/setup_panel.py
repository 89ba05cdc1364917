"""What a session is to be: whose deals, which exercises, and whether nothing else may be reached from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.screens.trainer.session import Wish
from desktop.widgets.calm_boxes import CalmComboBox, CalmSpinBox
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from mining.training.score import KIND_WORDS
from mining.training.whom import Offer
from models.training import ExerciseKind, Group, Left, Whom
from resources.translation import tr, tr_n

_GROUPS = (Group.EVERYBODY, Group.TEAM, Group.REP)
MOST_EXERCISES, MOST_SETS = 20, 99
_USUAL = 8


class SetupPanel(QFrame):
    """Reps are offered by their stand-ins; every change tells what is wanted now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._offers: tuple[Offer, ...] = ()
        self.group = Switch(tr("Whose deals"), [tr("Everybody"), tr("A team"), tr("One rep")])
        self.names = CalmComboBox(tr("Team or rep"))
        self.kinds = {kind: QCheckBox(words) for kind, words in KIND_WORDS.items()}
        self.exercises = CalmSpinBox(tr("Number of exercises"), 1, MOST_EXERCISES)
        self.exercises.setValue(_USUAL)
        self.number = CalmSpinBox(tr("Number of the set"), 1, MOST_SETS)
        self.reasons = text(role="small", wrap=True)
        self.own_only = QCheckBox(tr("Show this rep only their own data"))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText(tr("PIN that ends it (may be empty)"))
        self.pin.setAccessibleName(tr("PIN that ends the session"))
        self.curtain = text(
            tr(
                "The window fills the screen, and Lanekeeper's own window is hidden until you end it. That is a "
                "curtain, not a lock: whoever uses the keyboard can still reach other programs and files. Lock what "
                "they must not see with an account of their own."
            ),
            "small",
            wrap=True,
        )
        self._build()
        self._connect()
        self._show_group()

    @property
    def offer(self) -> Offer | None:
        """Whose deals are chosen."""
        if not self._offers:
            return None
        group = _GROUPS[self.group.choice]
        at = self.names.currentIndex()
        some = self._of(group)
        return some[at if group is not Group.EVERYBODY and 0 <= at < len(some) else 0] if some else None

    @property
    def wish(self) -> Wish | None:
        """What is wanted now, None where nobody can be chosen."""
        offer = self.offer
        if offer is None:
            return None
        kinds = frozenset(kind for kind, box in self.kinds.items() if box.isChecked())
        return Wish(offer.whom, offer.label, kinds, self.exercises.value(), self.number.value())

    @property
    def is_own_only(self) -> bool:
        """Whether nothing else may be reached; only for one rep."""
        return self.own_only.isChecked() and _GROUPS[self.group.choice] is Group.REP

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these; who was chosen stays so, if still there."""
        before = self.offer
        self._offers = tuple(offers)
        for at, group in enumerate(_GROUPS):
            self.group.buttons[at].setEnabled(bool(self._of(group)))
        if not self._of(_GROUPS[self.group.choice]):
            self.group.show_choice(0)
        self._show_group(before.whom if before else None)

    def choose(self, whom: Whom) -> None:
        """Choose somebody."""
        self.group.show_choice(_GROUPS.index(whom.group))
        self._show_group(whom)
        self.changed.emit()

    def show_left(self, left: Sequence[Left]) -> None:
        """Switch off the kinds of which no exercise can be made, and say why."""
        why: Mapping[ExerciseKind, str] = {one.kind: one.why for one in left}
        for kind, box in self.kinds.items():
            box.setEnabled(kind not in why)
        said = (
            tr("{kind}: {why}", kind=KIND_WORDS[kind], why=why[kind]) for kind in KIND_WORDS if kind in why
        )
        self.reasons.setText("\n".join(said))
        self.reasons.setVisible(bool(why))

    def _of(self, group: Group) -> list[Offer]:
        return [offer for offer in self._offers if offer.whom.group is group]

    def _show_group(self, chosen: Whom | None = None) -> None:
        group = _GROUPS[self.group.choice]
        some = self._of(group)
        self.names.setVisible(group is not Group.EVERYBODY)
        self.names.blockSignals(True)
        self.names.clear()
        for offer in some:
            deals = tr_n("{count} deal", "{count} deals", offer.deals)
            self.names.addItem(tr("{who}, {deals}", who=offer.label, deals=deals))
        at = next((place for place, offer in enumerate(some) if offer.whom == chosen), 0)
        self.names.setCurrentIndex(at if some else -1)
        self.names.blockSignals(False)
        self._show_own_only()

    def _show_own_only(self) -> None:
        is_rep = _GROUPS[self.group.choice] is Group.REP
        self.own_only.setEnabled(is_rep)
        for part in (self.pin, self.curtain):
            part.setVisible(self.is_own_only)

    def _connect(self) -> None:
        self.group.chosen.connect(self._group_chosen)
        self.names.currentIndexChanged.connect(lambda _: self.changed.emit())
        for box in self.kinds.values():
            box.setChecked(True)
            box.toggled.connect(lambda _: self.changed.emit())
        for spin in (self.exercises, self.number):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        self.own_only.toggled.connect(lambda _: self._show_own_only())

    def _group_chosen(self, _: int) -> None:
        self._show_group()
        self.changed.emit()

    def _build(self) -> None:
        self.reasons.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(8)
        column.addWidget(text(tr("Whose deals"), "heading"))
        column.addWidget(self.group)
        column.addWidget(self.names)
        column.addWidget(self.own_only)
        column.addWidget(self.pin)
        column.addWidget(self.curtain)
        column.addSpacing(8)
        column.addWidget(text(tr("Exercises"), "heading"))
        for box in self.kinds.values():
            column.addWidget(box)
        column.addWidget(self.reasons)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(12)
        for at, (words, spin) in enumerate(
            ((tr("How many"), self.exercises), (tr("Which set of them"), self.number))
        ):
            label = text(words, "small")
            label.setBuddy(spin)
            numbers.addWidget(label, 0, at)
            numbers.addWidget(spin, 1, at)
        column.addLayout(numbers)
        column.addStretch(1)
