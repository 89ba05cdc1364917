"""How the whole application looks: the bundled font, the style sheet, and light or dark as the system has it."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from string import Template

from PySide6.QtCore import QDir, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.theme import DARK, LIGHT, Palette

MODES = ("system", "light", "dark")
"""The choices of the View menu."""


class Appearance(QObject):
    """Keeps one palette for the application; follows the system until the user chooses otherwise."""

    changed = Signal(object)
    """The new `Palette`."""

    def __init__(self, application: QApplication, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application, self._settings = application, settings
        stored = str(settings.value("appearance", "system"))
        self.mode = stored if stored in MODES else "system"
        self.palette = self._wanted()
        load_fonts()
        dress(application, self.palette)
        application.styleHints().colorSchemeChanged.connect(self._refresh)

    def choose(self, mode: str) -> None:
        """Take one of `MODES`, and remember it."""
        self.mode = mode
        self._settings.setValue("appearance", mode)
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is not self.palette:
            self.palette = wanted
            dress(self._application, wanted)
            self.changed.emit(wanted)

    def _wanted(self) -> Palette:
        if self.mode != "system":
            return DARK if self.mode == "dark" else LIGHT
        return DARK if self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def load_fonts() -> None:
    """Make the family "Inter" known to Qt from the files that ship with the program."""
    if "Inter" in QFontDatabase.families():
        return
    for font in files("resources").joinpath("fonts").iterdir():
        if font.name.endswith(".otf"):
            QFontDatabase.addApplicationFontFromData(font.read_bytes())


def dress(application: QApplication, palette: Palette) -> None:
    """Give every window of the application the font, the colours and the style sheet, unless it has them."""
    sheet = style_sheet(palette)
    if application.styleSheet() == sheet:
        return
    QDir.setSearchPaths("icons", [str(files("resources").joinpath("icons"))])
    if application.style().name() != "fusion":
        application.setStyle("Fusion")
    font = QFont("Inter")
    font.setPixelSize(13)
    application.setFont(font)
    application.setPalette(qt_palette(palette))
    application.setStyleSheet(sheet)


def style_sheet(palette: Palette) -> str:
    """How every control looks in these colours."""
    sheet = files("resources").joinpath("styles", "lanekeeper.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(asdict(palette))


def qt_palette(palette: Palette) -> QPalette:
    """The same colours for what the style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: palette.window,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.window,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.ToolTipBase: palette.raised,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.faint,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Link: palette.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.faint))
    return made
