"""The line of steps on top of the wizard: which come, which is now, which are done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.widgets.text import frame, set_property, text
from resources.translation import tr


class Steps(QWidget):
    """Numbered names in a row; the current one stands out."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers: list[QLabel] = []
        self._names: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, name in enumerate(names, start=1):
            if number > 1:
                line = frame("line")
                line.setFixedWidth(32)
                row.addWidget(line)
            self._numbers.append(text(str(number), "step"))
            self._names.append(text(name))
            row.addWidget(self._numbers[-1])
            row.addWidget(self._names[-1])
        row.addStretch(1)
        self.go(0)

    def go(self, current: int) -> None:
        """Make this step the current one."""
        for index, (number, name) in enumerate(zip(self._numbers, self._names, strict=True)):
            set_property(
                number, "state", "now" if index == current else "done" if index < current else "later"
            )
            set_property(name, "role", "strong" if index == current else "muted")
        self.setAccessibleName(
            tr(
                "Step {step} of {steps}: {name}",
                step=current + 1,
                steps=len(self._names),
                name=self._names[current].text(),
            )
        )
