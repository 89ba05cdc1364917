"""What the screen says while the plan has no action: what it is for, and what to begin with."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.widgets.empty_state import Choice, EmptyState
from resources.translation import tr


class States(QObject):
    """Pages that take the whole screen, by what there is to begin with."""

    findings_wanted = Signal()
    own_wanted = Signal()
    import_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        own = Choice(
            "square-pen",
            tr("Write your own action"),
            tr("What is done, by whom, and by when it can be verified"),
            self.own_wanted.emit,
        )
        self.no_deals = EmptyState(
            tr("No action yet, and no deals"),
            tr("Import a CRM export to take actions from what is found in it, or write your own."),
            [
                Choice(
                    "file-spreadsheet",
                    tr("Open a CRM export"),
                    tr("The stage history of your deals"),
                    self.import_wanted.emit,
                ),
                own,
            ],
        )
        self.no_process = EmptyState(
            tr("No action yet, and no documented process"),
            tr(
                "What departs from the process can be taken up once there is one; your own actions need none."
            ),
            [
                Choice(
                    "route",
                    tr("Start a documented process"),
                    tr("From a template, a file, or what won deals do"),
                    self.start_wanted.emit,
                ),
                own,
            ],
        )
        self.no_action = EmptyState(
            tr("No action yet"),
            tr(
                "A diagnosis changes nothing before somebody does something about it. Take up what was found: every "
                "finding becomes an action with a baseline, a target, and an outcome that can be verified."
            ),
            [
                Choice(
                    "stethoscope",
                    tr("Take from findings"),
                    tr("Those that matter most are ticked"),
                    self.findings_wanted.emit,
                ),
                own,
            ],
        )

    @property
    def pages(self) -> tuple[EmptyState, ...]:
        """All of them."""
        return self.no_deals, self.no_process, self.no_action

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        for page in self.pages:
            page.paint_icons(colour)
