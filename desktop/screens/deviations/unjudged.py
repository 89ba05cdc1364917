"""What the log cannot show: a button that says how much that is, and the sentences that it opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from desktop.widgets.text import text
from models.beside_check import Unjudged
from resources.translation import tr

HEADING = tr("What this log cannot show")


class UnjudgedNote:
    """A `button` for the head of a screen, and the `words` under it; neither is there where all can be judged."""

    def __init__(self) -> None:
        self.button = QPushButton()
        self.button.setProperty("kind", "quiet")
        self.button.setCheckable(True)
        self.words = text(role="small", wrap=True)
        self.words.setAccessibleName(HEADING)
        self.button.toggled.connect(self._open)
        self.show_sentences(())

    def show_sentences(self, unjudged: Sequence[Unjudged]) -> None:
        """Show what cannot be judged, one sentence a line."""
        self.button.setText(f"{HEADING} ({len(unjudged)})")
        self.words.setText("\n".join(one.sentence for one in unjudged))
        self.button.setVisible(bool(unjudged))
        self._open(self.button.isChecked())

    def _open(self, wanted: bool) -> None:
        self.words.setVisible(wanted and bool(self.words.text()))
