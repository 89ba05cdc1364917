"""The strip below the canvas: what the process as it is drawn now says of the deals, and what an edit changes."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.text import text
from mining.number_format import number, percent, plural, points, signed
from models.deviation import DeviationKey, DeviationType
from models.verdict import Figures, Verdict
from resources.translation import tr, tr_n

_MINUS = "\u2212"
_MOST = 4
_WIDE = 960
"""From this width on the words stand beside the numbers, else below them."""

_ROOMY = 560
"""From this width on the numbers stand further apart."""


class VerdictPanel(QFrame):
    """Shows one verdict, or in its place a sentence on why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.setAccessibleName(tr("What the process says of the deals"))
        self.follow, self.deviate, self.pending, self.fitness = (
            _Number(name)
            for name in (tr("Follow it"), tr("Depart from it"), tr("Open, on track"), tr("Fitness"))
        )
        self.sentence, self.changes, self.note = (
            ElidedLabel("strong"),
            ElidedLabel("small"),
            ElidedLabel("small"),
        )
        self._numbers = QWidget()
        row = self._row = QHBoxLayout(self._numbers)
        row.setContentsMargins(0, 0, 0, 0)
        for block in (self.follow, self.deviate, self.pending, self.fitness):
            row.addWidget(block)
        row.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addStretch(1)
        for line in (self.sentence, self.changes, self.note):
            lines.addWidget(line)
        lines.addStretch(1)
        for line in (self.sentence, self.changes, self.note):
            line.hide()
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(20, 8, 20, 8)
        self._whole.addWidget(self._numbers)
        self._whole.addLayout(lines, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._whole.setDirection(across if is_wide else down)
        self._whole.setSpacing(28 if is_wide else 2)
        self._row.setSpacing(22 if self.width() >= _ROOMY else 10)
        self.setFixedHeight(104 if is_wide else 128)

    def show_verdict(self, verdict: Verdict, proposed: str = "") -> None:
        """Show the figures; `proposed` names the edit that dropping now would be."""
        now, before = verdict.now, verdict.before
        self.follow.show_count(now.conforming, before.conforming if before else None)
        self.deviate.show_count(now.deviating, before.deviating if before else None)
        self.pending.show_count(now.pending, before.pending if before else None)
        self.fitness.show_share(now.fitness, before.fitness if before else None)
        self._numbers.show()
        self._say(self.sentence, _sentence(verdict, proposed))
        self._say(self.changes, _changes(now, before, verdict))
        self.setAccessibleDescription(f"{self.sentence.text()} {self.changes.text()} {self.note.text()}")

    def show_sentence(self, sentence: str, rest: str = "") -> None:
        """Say why there are no figures."""
        self._numbers.hide()
        self._say(self.sentence, sentence)
        self._say(self.changes, rest)
        self.setAccessibleDescription(f"{sentence} {rest}")

    def show_note(self, note: str) -> None:
        """Say what the last edit took along."""
        self._say(self.note, note)

    @staticmethod
    def _say(label: ElidedLabel, words: str) -> None:
        if words != label.text():
            label.setText(words)
            label.setToolTip(words)
            label.setVisible(bool(words))


class _Number(QWidget):
    """A number with its name above and its difference beside it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.value, self.difference = text(name, "small"), text("", "number"), text("", "strong")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.value)
        row.addWidget(self.difference)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addLayout(row)
        column.addStretch(1)

    def show_count(self, now: int, before: int | None) -> None:
        """A count of deals."""
        change = 0 if before is None else now - before
        self._show(number(now), f"{'+' if change > 0 else _MINUS}{number(abs(change))}" if change else "")

    def show_share(self, now: float | None, before: float | None) -> None:
        """A share, its difference in points."""
        change = now - before if now is not None and before is not None else 0.0
        self._show(percent(now), points(change) if signed(change) != "0" else "")

    def _show(self, value: str, difference: str) -> None:
        self.value.setText(value)
        self.difference.setText(difference)
        self.setAccessibleName(f"{self.name.text()}: {value} {difference}".strip())


def _sentence(verdict: Verdict, proposed: str) -> str:
    deals = plural(verdict.deals, "deal")
    if verdict.before is None:
        return tr("{deals} checked against the process.", deals=deals)
    better, worse = verdict.now_following, verdict.no_longer
    change = tr_n(
        "{count}\u00a0deal no longer departs from the process",
        "{count}\u00a0deals no longer depart from the process",
        better,
        count=number(better),
    )
    if better and worse:
        leaving = tr_n(
            "{count}\u00a0deal departs that did not",
            "{count}\u00a0deals depart that did not",
            worse,
            count=number(worse),
        )
        change = f"{change}, {leaving}"
    elif worse:
        change = tr_n(
            "{count}\u00a0deal departs from the process that did not",
            "{count}\u00a0deals depart from the process that did not",
            worse,
            count=number(worse),
        )
    elif not better:
        change = tr("no deal changes sides")
    return f"{proposed}: {change}." if proposed else f"{change[:1].upper()}{change[1:]}."


def _changes(now: Figures, before: Figures | None, verdict: Verdict) -> str:
    """The teams and the deviations that change most."""
    teams = [f"{team.name} {_signed(team.now_following - team.no_longer)}" for team in verdict.teams[:_MOST]]
    if before is None:
        return ""
    keys = {*now.of_deviation, *before.of_deviation}
    changed = sorted(
        ((key, before.of_deviation.get(key, 0), now.of_deviation.get(key, 0)) for key in keys),
        key=lambda told: (-abs(told[2] - told[1]), told[0]),
    )
    told = [f"{deviation_words(key)} {number(a)} → {number(b)}" for key, a, b in changed[:_MOST] if a != b]
    return "   ·   ".join([*([", ".join(teams)] if teams else []), *told])


def deviation_words(key: DeviationKey) -> str:
    """`skipped Demo`, in few words."""
    if key.type is DeviationType.SKIPPED:
        return tr("skipped {stage}", stage=key.stage).strip()
    if key.type is DeviationType.UNDOCUMENTED:
        return tr("undocumented {stage}", stage=key.stage).strip()
    return f"{key.type.value} {key.stage}".strip()


def _signed(change: int) -> str:
    return f"{'+' if change >= 0 else _MINUS}{number(abs(change))}"
