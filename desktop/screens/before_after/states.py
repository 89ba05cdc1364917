"""What the screen says where there is nothing to compare: why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.widgets.empty_state import Choice, EmptyState
from resources.translation import tr

_LINE = tr(
    "Three months after a change somebody asks whether it worked. Import the next export into this project: how "
    "everything stands now is kept, and measured again among like deals."
)


class States(QObject):
    """Pages that take the whole screen."""

    update_wanted = Signal()
    demo_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        update = Choice(
            "file-spreadsheet",
            tr("Import the next export…"),
            tr("The state before is kept as a snapshot"),
            self.update_wanted.emit,
        )
        keep = Choice(
            "calendar-range",
            tr("Keep a snapshot now"),
            tr("To compare with it later, even without these deals"),
            self.keep_wanted.emit,
        )
        demo = Choice(
            "sparkles",
            tr("Try it with the demo's next export"),
            tr("Three months later: one team changed one thing"),
            self.demo_wanted.emit,
        )
        self.nothing_yet = EmptyState(tr("Nothing to compare yet"), _LINE, [update, keep])
        self.demo = EmptyState(tr("Nothing to compare yet"), _LINE, [demo, update, keep])
        self.waiting = EmptyState(tr("Comparing…"), tr("Every metric is measured on both sides."))
        self.pages = (self.nothing_yet, self.demo, self.waiting)

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        for page in self.pages:
            page.paint_icons(colour)
