"""What is odd about the documented process itself, and what the measures say of it in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.severity import FINDINGS, Look
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.measures.wording import quality_sentences
from models.conformance import Conformance
from models.model_quality import ModelQuality
from resources.translation import tr

NOTHING_ODD = tr("Nothing odd found in the documented process.")
_WORD = 62


class AboutPanel(QWidget):
    """Two cards, one below the other: findings by severity, and the sentences about the deals shown."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.lines: tuple[tuple[Look, str], ...] = ()
        self.nothing_odd = text(NOTHING_ODD)
        self.said = text(wrap=True)
        self._tick = IconLabel()
        self._findings = QVBoxLayout()
        self._rows: list[QWidget] = []
        self._build()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self._fill()

    def show_process(self, found: Conformance, quality: ModelQuality | None) -> None:
        """Show what the check found; the sentences are about the filtered deals."""
        lines = lines_of(found)
        if lines != self.lines or not self._rows:
            self.lines = lines
            self._fill()
        sentences = quality_sentences(quality, found.ends) if quality is not None else ()
        self.said.setText("\n\n".join(sentences))
        self._measures.setVisible(bool(sentences))

    def take_content(self) -> QWidget:
        """The two cards without what scrolls them: they leave the panel for a page."""
        content = self._area.takeWidget()
        content.setAutoFillBackground(False)  # which the area has set
        return content

    def _fill(self) -> None:
        for old in self._rows:
            self._findings.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_line(look, sentence, self._palette) for look, sentence in self.lines]
        for row in self._rows:
            self._findings.addWidget(row)
            row.show()
        self._tick.show_icon("check", self._palette.won)
        self._nothing.setVisible(not self.lines)

    def _build(self) -> None:
        self._nothing = QWidget()
        row = QHBoxLayout(self._nothing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._tick)
        row.addWidget(self.nothing_odd, 1)
        self._findings.setSpacing(10)
        odd, inner = _card(tr("What is odd about it"), tr("whatever the filter shows"))
        inner.addWidget(self._nothing)
        inner.addLayout(self._findings)
        self._measures, inner = _card(tr("What the measures say"), tr("of the deals shown"))
        inner.addWidget(self.said)
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(odd)
        column.addWidget(self._measures)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(content, tr("About the process"))
        whole.addWidget(self._area)


def lines_of(found: Conformance) -> tuple[tuple[Look, str], ...]:
    """Every finding and warning once, the most severe first."""
    lines = [(FINDINGS[finding.severity], finding.sentence) for finding in found.findings]
    lines += [(FINDINGS["warning"], sentence) for sentence in found.warnings]
    return tuple(sorted(dict.fromkeys(lines), key=lambda line: line[0].rank))


def _line(look: Look, sentence: str, palette: Palette) -> QWidget:
    line, picture, word = QWidget(), IconLabel(), text(look.word, "strong")
    picture.show_icon(look.icon, look.colour(palette))
    word.setFixedWidth(_WORD)
    said = text(sentence, wrap=True)
    said.setAccessibleName(f"{look.word}: {sentence}")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in (picture, word):
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(said, 1)
    return line


def _card(title: str, about: str) -> tuple[QWidget, QVBoxLayout]:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 14, 20, 16)
    column.setSpacing(10)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(text(title, "heading"))
    head.addWidget(text(about, "small"), 1)
    column.addLayout(head)
    return card, column
