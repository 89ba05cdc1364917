"""What is processed: the page for a works council, made from the open project, to read, print or save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QVBoxLayout, QWidget

from desktop.help.browser import PageBrowser
from desktop.theme import Palette
from desktop.widgets.text import frame
from mining.help.pages import HelpPage
from mining.privacy.as_markdown import as_markdown
from models.report import Report
from resources.translation import tr


class ProcessingWindow(QWidget):
    """A window of its own beside the others."""

    save_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setWindowTitle(tr("What is processed"))
        self.browser = PageBrowser(palette)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save_button = self.buttons.addButton(
            tr("Save as a document…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.save_button.clicked.connect(self.save_wanted)
        self.buttons.rejected.connect(self.close)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.browser)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(12)
        whole.addWidget(card, 1)
        whole.addWidget(self.buttons)
        self.resize(860, 720)

    def set_palette_colors(self, palette: Palette) -> None:
        """Show the page in other colours."""
        self.browser.set_palette_colors(palette)

    def show_report(self, report: Report) -> None:
        """Show the page."""
        self.browser.show_page(HelpPage("", report.title, as_markdown(report)))
