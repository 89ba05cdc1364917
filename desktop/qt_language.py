"""Qt's own texts and formats (buttons of dialogs, months of a calendar, spin boxes) in the language of the program."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from resources.translation import language

_LOCALES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
}


def speak(application: QApplication) -> None:
    """Have Qt speak it too; where its catalogue is not installed, its own texts stay English."""
    locale = _LOCALES.get(language(), _LOCALES["en"])
    QLocale.setDefault(locale)
    translator = QTranslator(application)
    if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
