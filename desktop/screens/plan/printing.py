"""Prints pages as pictures, or writes them as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.screens.plan.shown import Shown
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

PPI = 300
"""Pixels an inch, as fine as office printers are."""


def print_pages(printer: QPrinter, pages: Sequence[bytes]) -> None:
    """Print pages (PNG), one a sheet and as large as it is. Raises UserError where the printer does not begin."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(tr("The printer did not take the pages; choose another one, or save them as PDF."))
    for at, png in enumerate(pages):
        if at:
            printer.newPage()
        image = QImage.fromData(png)
        sheet = QSizeF(printer.pageLayout().fullRectPixels(printer.resolution()).size())
        size = QSizeF(image.size()).scaled(sheet, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()


def write_pdf(shown: Shown, path: Path, report: Report) -> Path:
    """Write the pages of all areas as PDF: complete, or not at all. Raises UserError where that cannot be done."""
    from mining.plan.write_plan import write_plan

    write_plan(shown.project, path, shown.stand_ins, shown.today, shown.counts, report)
    return path
