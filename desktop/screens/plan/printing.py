"""Prints pages as pictures, or writes them as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from models.errors import UserError
from models.progress import Report
from models.report import Report as Content
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


def write_pdf(content: Content, path: Path, report: Report) -> Path:
    """Write a report as PDF: complete, or not at all. Raises UserError where it cannot be set or written."""
    from mining.atomic_file import write_atomically
    from mining.report.pdf import pdf_bytes

    report(0.1, tr("Writing {file}", file=path.name))
    write_atomically(path, pdf_bytes(content))
    return path
