"""Shows one help page in the look of the program, and follows the links between pages."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.theme import Palette
from mining.help.pages import HelpPage, anchor_of, resolved

_SIZES = {1: 22, 2: 16, 3: 14}
_LINE_HEIGHT = 145.0


class PageBrowser(QTextBrowser):
    """One page at a time; a link to another one is told to whoever has the pages."""

    linked = Signal(str, str)
    """The name of the page and the anchor that a link leads to."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._page = palette, HelpPage("", "", "")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._follow)

    def set_palette_colors(self, palette: Palette) -> None:
        """Show the page in other colours."""
        self._palette = palette
        self.show_page(self._page)

    def show_page(self, page: HelpPage, anchor: str = "") -> None:
        """Show a page, from the heading with that anchor on."""
        self._page = page
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Link, QColor(self._palette.accent))
        self.setPalette(colours)
        self.setAccessibleName(page.title)
        document = self.document()
        document.setDocumentMargin(28)
        document.setMarkdown(page.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _dress(document, self._palette)
        self.setTextCursor(QTextCursor(document))  # at the beginning, or the page would open where it ends
        self.go_to(anchor)

    def go_to(self, anchor: str) -> None:
        """Bring the heading with that anchor to the top; the beginning of the page where there is none."""
        bar, block = self.verticalScrollBar(), self.document().begin()
        while anchor and block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                layout = self.document().documentLayout()
                bar.setValue(round(layout.blockBoundingRect(block).top()) - 12)
                self.setTextCursor(QTextCursor(block))
                return
            block = block.next()
        bar.setValue(0)

    def _follow(self, url: QUrl) -> None:
        name, anchor = resolved(url.toString(), self._page.name)
        if name:
            self.linked.emit(name, anchor)


def _dress(document: QTextDocument, palette: Palette) -> None:
    """Give headings, lines and tables the room and the colours of the program."""
    block = document.begin()
    while block.isValid():
        _dress_block(block, palette)
        block = block.next()
    _dress_links(document, palette)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, palette)


def _dress_block(block: QTextBlock, palette: Palette) -> None:
    cursor, level = QTextCursor(block), block.blockFormat().headingLevel()
    room = QTextBlockFormat()
    room.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level:
        room.setTopMargin(0 if level == 1 else 18)
        room.setBottomMargin(6)
        written = QTextCharFormat()
        written.setFontWeight(QFont.Weight.DemiBold)
        written.setProperty(QTextCharFormat.Property.FontPixelSize, _SIZES.get(level, 13))
        written.setForeground(QColor(palette.text))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(written)
    elif block.textList() is not None:
        room.setBottomMargin(4)
    elif cursor.currentTable() is None:
        room.setBottomMargin(8)
    cursor.mergeBlockFormat(room)


def _dress_links(document: QTextDocument, palette: Palette) -> None:
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            written = piece.charFormat()
            if written.isAnchor() or written.fontFixedPitch():
                cursor = QTextCursor(document)
                cursor.setPosition(piece.position())
                cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                marked = QTextCharFormat()
                marked.setForeground(QColor(palette.accent if written.isAnchor() else palette.text))
                marked.setFontUnderline(written.isAnchor())
                if written.fontFixedPitch():
                    marked.setBackground(QColor(palette.accent_soft))
                cursor.mergeCharFormat(marked)
            pieces += 1
        block = block.next()


def _dress_table(table: QTextTable, palette: Palette) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QColor(palette.border))
    look.setBorderCollapse(True)
    look.setCellPadding(7)
    look.setCellSpacing(0)
    look.setTopMargin(4)
    look.setBottomMargin(12)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
