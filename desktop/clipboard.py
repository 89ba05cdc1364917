"""What a picture or a table is on the clipboard: in every shape that another program may want to paste."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QByteArray, QMimeData

from desktop.pictures import image, svg
from desktop.take_away import Picture
from mining.export.table_text import as_rows, as_tsv
from models.export_table import ExportTable, ValueKind


def of_picture(picture: Picture, title: str, about: str) -> QMimeData:
    """Pixels for most programs, lines for those that can edit them."""
    data = QMimeData()
    data.setImageData(image(picture))
    data.setData("image/svg+xml", QByteArray(svg(picture, title, about)))
    return data


def of_table(table: ExportTable) -> QMimeData:
    """Text split by tabs for a spreadsheet, and a table for a letter or a slide."""
    data, tabs = QMimeData(), as_tsv(table)
    data.setText(tabs)
    data.setData("text/tab-separated-values", QByteArray(tabs.encode("utf-8", "replace")))
    data.setHtml(_html(table))
    return data


def _html(table: ExportTable) -> str:
    head, *rows = as_rows(table)
    sides = ["left" if column.kind is ValueKind.TEXT else "right" for column in table.columns]

    def line(cells: list[str], tag: str) -> str:
        inside = "".join(
            f'<{tag} style="text-align:{side}">{escape(cell)}</{tag}>'
            for cell, side in zip(cells, sides, strict=True)
        )
        return f"<tr>{inside}</tr>"

    return (
        '<html><head><meta charset="utf-8"></head><body><table>'
        f"<thead>{line(head, 'th')}</thead><tbody>{''.join(line(row, 'td') for row in rows)}</tbody>"
        "</table></body></html>"
    )
