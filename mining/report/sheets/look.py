"""How the sheets of a report look: their formats, and what is printed at their foot."""

from __future__ import annotations

from typing import Any

from models.report import Report

_INK, _MUTED, _RULE = "#1e2433", "#5b6780", "#dde3ec"
_MOST_AT_FOOT = 120
"""Letters; a foot of more than 255 with its codes is refused."""


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Any, report: Report) -> None:
        def made(**how: object) -> Any:
            plain = {"font_color": _INK, "valign": "top", "num_format": "@", "text_wrap": True}
            return book.add_format({**plain, **how})

        self.title = made(bold=True, font_size=20, text_wrap=False)
        self.section = made(bold=True, font_size=16, text_wrap=False, bottom=5, bottom_color=report.accent)
        self.heading = made(bold=True, font_size=12)
        self.lead = made(font_size=12)
        self.plain = made()
        self.small = made(font_size=9, font_color=_MUTED)
        self.bullet = made(indent=1)
        self.link = made(font_color=report.accent, underline=1)
        self.inner_link = made(font_color=report.accent, underline=1, indent=2)
        self.head = made(bold=True, font_color=_MUTED, bottom=1, bottom_color=_MUTED)
        self.value = made(bold=True, bottom=1, bottom_color=_RULE)
        self.cell = made(bottom=1, bottom_color=_RULE)
        self._foot = report.title[:_MOST_AT_FOOT].replace("&", "&&")

    def at_foot(self, sheet: Any) -> None:
        """Print the report's title and the number of the page below a sheet, on A4."""
        sheet.set_paper(9)
        sheet.set_footer(f"&L&8{self._foot}&R&8&P / &N")

    def page(self, sheet: Any, widths: tuple[float, ...]) -> None:
        """A sheet that is read and not sorted: without lines between cells, as wide as a page."""
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        self.at_foot(sheet)
