"""The help window: contents at the left, search over all pages, one page at the right, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.help.browser import PageBrowser
from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.text import frame, text
from mining.help.contents import WELCOME
from mining.help.pages import HelpPage, contents, found, page
from resources.translation import tr, tr_n

_NAME = Qt.ItemDataRole.UserRole
_ANCHOR = Qt.ItemDataRole.UserRole + 1
_MOST_HITS = 60


class HelpWindow(QWidget):
    """A window of its own, which never blocks the others; `made` gives the pages that no file holds."""

    def __init__(
        self, palette: Palette, made: Callable[[], tuple[HelpPage, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setWindowTitle(tr("Help"))
        self._made = made
        self._before: list[tuple[str, str]] = []
        self._after: list[tuple[str, str]] = []
        self.current = ("", "")
        self.search, self.list = QLineEdit(), QListWidget()
        self.browser = PageBrowser(palette)
        self.back_button, self.forward_button = QPushButton(), QPushButton()
        self.print_button = QPushButton(tr("Print…"))
        self.told = text(role="small", wrap=True)
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self._list_contents()
        self.resize(1040, 720)

    def set_palette_colors(self, palette: Palette) -> None:
        """Show everything in other colours."""
        self.back_button.setIcon(icon("chevron-left", palette.muted))
        self.forward_button.setIcon(icon("chevron-right", palette.muted))
        self.browser.set_palette_colors(palette)

    def open_page(self, name: str, anchor: str = "") -> None:
        """Show a page; the one before can be gone back to."""
        if self._page(name) is None:
            name, anchor = WELCOME, ""
        if (name, anchor) != self.current:
            if self.current[0]:
                self._before.append(self.current)
            self._after.clear()
        self._show(name, anchor)

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._before:
            self._after.append(self.current)
            self._show(*self._before.pop())

    def go_forward(self) -> None:
        """The opposite of `go_back`."""
        if self._after:
            self._before.append(self.current)
            self._show(*self._after.pop())

    def _page(self, name: str) -> HelpPage | None:
        return next((one for one in self._made() if one.name == name), None) or page(name)

    def _show(self, name: str, anchor: str) -> None:
        shown = self._page(name)
        if shown is None:
            return
        is_other = name != self.current[0]
        self.current = (name, anchor)
        if is_other:
            self.browser.show_page(shown, anchor)
        else:
            self.browser.go_to(anchor)
        self.setWindowTitle(tr("{page} - Help", page=shown.title))
        self.back_button.setEnabled(bool(self._before))
        self.forward_button.setEnabled(bool(self._after))
        if not self.search.text().strip():
            self._mark(name)

    def _mark(self, name: str) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _list_contents(self) -> None:
        self._empty_list()
        for title, pages in contents(self._made()):
            self._head(title)
            for one in pages:
                self._item(one.title, one.name)
        self.told.setVisible(False)
        self._mark(self.current[0])

    def _list_hits(self) -> None:
        words = self.search.text()
        if not words.strip():
            self._list_contents()
            return
        pages = [one for _, several in contents(self._made()) for one in several]
        hits = found(words, pages)[:_MOST_HITS]
        self._empty_list()
        for hit in hits:
            title = f"{hit.page.title} › {hit.heading}" if hit.heading else hit.page.title
            self._item(f"{title}\n{hit.words}" if hit.words else title, hit.page.name, hit.anchor)
        self.list.scrollToTop()
        self.told.setText(
            tr_n("{n} place found", "{n} places found", len(hits), n=len(hits))
            if hits
            else tr("Nothing is called so. Try another word, or look in the glossary.")
        )
        self.told.setVisible(True)

    def _empty_list(self) -> None:
        """Without telling that another row is the current one while rows go: that would open its page."""
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)

    def _head(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _item(self, title: str, name: str, anchor: str = "") -> None:
        item = QListWidgetItem(title)
        item.setData(_NAME, name)
        item.setData(_ANCHOR, anchor)
        self.list.addItem(item)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.open_page(item.data(_NAME), item.data(_ANCHOR))

    def _into_list(self) -> None:
        """From the search to what it found: the first of it is shown."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME):
                self.list.setCurrentRow(row)
                self._chosen(self.list.item(row))
                break

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # late: hardly anybody prints

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.browser.print_(printer))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.show()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._list_hits)
        self.search.returnPressed.connect(self._into_list)
        self.list.currentItemChanged.connect(lambda item, _: self._chosen(item))
        self.list.itemClicked.connect(self._chosen)
        self.browser.linked.connect(self.open_page)
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self.go_forward)
        self.print_button.clicked.connect(self._print)
        keys: tuple[tuple[QKeySequence | QKeySequence.StandardKey, Callable[[], object]], ...] = (
            (QKeySequence.StandardKey.Back, self.go_back),
            (QKeySequence.StandardKey.Forward, self.go_forward),
            (QKeySequence.StandardKey.Find, self.search.setFocus),
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence("Esc"), self.close),
        )
        for key, verb in keys:
            QShortcut(key, self).activated.connect(verb)

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        clear = self.search.findChild(QAction)
        if clear is not None:
            clear.setToolTip(tr("Clear"))
        self.list.setAccessibleName(tr("Help pages"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        for button, name in ((self.back_button, tr("Back")), (self.forward_button, tr("Forward"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setProperty("kind", "quiet")
            button.setEnabled(False)
        self.print_button.setProperty("kind", "quiet")
        left = QWidget()
        left.setObjectName("page")
        side = QVBoxLayout(left)
        side.setContentsMargins(12, 12, 8, 12)
        side.setSpacing(8)
        side.addWidget(self.search)
        side.addWidget(self.told)
        side.addWidget(self.list, 1)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 6)
        top.addWidget(self.back_button)
        top.addWidget(self.forward_button)
        top.addStretch(1)
        top.addWidget(self.print_button)
        right = frame("card")
        shown = QVBoxLayout(right)
        shown.setContentsMargins(1, 1, 1, 1)
        shown.setSpacing(0)
        shown.addLayout(top)
        shown.addWidget(self.browser, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 760])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 12, 12, 12)
        whole.addWidget(split)
