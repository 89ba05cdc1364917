"""Step one: the files or the folder of an export, what they were recognised as, and what each is used for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import pixmap
from desktop.screens.import_wizard.recipe_card import RecipeCard
from desktop.widgets.text import frame, set_property, text
from mining.number_format import number, plural
from mining.sources.files.listing import READABLE
from mining.sources.look import FileUse, Look
from mining.sources.source import ImportOptions
from resources.translation import tr, tr_n

_FILTER = tr("Exports ({readable});;All files (*)", readable=" ".join(f"*{ending}" for ending in READABLE))
_FIRST = tr("Drop the files, the folder or the ZIP archive of a CRM export here")
SOURCE_NAMES = {
    "hubspot": tr("a HubSpot export"),
    "pipedrive": tr("a Pipedrive export"),
    "salesforce": tr("a Salesforce export"),
    "close": tr("a Close export"),
    "copper": tr("a Copper export"),
    "dynamics": tr("a Dynamics 365 export"),
    "suitecrm": tr("a SuiteCRM or SugarCRM export"),
    "odoo": tr("an Odoo export"),
    "oracle": tr("an Oracle Sales export"),
    "zoho": tr("a Zoho CRM export"),
    "lanekeeper": tr("a log that Lanekeeper exported"),
    "ocel": tr("an object-centric log (OCEL)"),
    "table": tr("a table with one row an event"),
    "wide": tr("a table with one row a deal and a date for every stage"),
    "xes": tr("an XES log"),
}


class FilesPage(QWidget):
    """Takes files by drop or dialog, says what was found in them, and lets another source be chosen."""

    paths_chosen = Signal(object)
    """List of paths."""

    reading_chosen = Signal(object)
    """`ImportOptions`: the files are to be looked at as this source, or on this sheet."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop = _DropFrame()
        self._drop.dropped.connect(self.paths_chosen)
        self.files_button, self.folder_button = (
            QPushButton(tr("Choose files…")),
            QPushButton(tr("Choose a folder…")),
        )
        self.files_button.clicked.connect(self._ask_files)
        self.folder_button.clicked.connect(self._ask_folder)
        self._invitation = text(_FIRST, "heading")
        self._promise = text(tr("Files are only read, and nothing leaves this machine."), "muted")
        self._found, self._why = text(role="heading", wrap=True), text(role="muted", wrap=True)
        self.source = QComboBox()
        self.source.setAccessibleName(tr("Read the files as"))
        for name, words in SOURCE_NAMES.items():
            self.source.addItem(tr("Read as {words}", words=words), name)
        self.sheet, self.object_type = QComboBox(), QComboBox()
        self.sheet.setAccessibleName(tr("Sheet of the workbook"))
        self.object_type.setAccessibleName(tr("Which objects are the deals"))
        for box in (self.source, self.sheet):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(28)
            box.activated.connect(lambda _: self._read_otherwise())
        self.files = _file_table()
        self.recipe = RecipeCard()
        self._picture = QLabel()
        self._picture.setPixmap(pixmap("upload", colour, 32, self.devicePixelRatioF()))
        self._build()
        self.forget()

    def forget(self) -> None:
        """Nothing is chosen yet."""
        self._result.hide()
        self.recipe.hide()
        self._invite(is_first=True)

    def show_look(self, look: Look) -> None:
        """Say what the chosen files are, and what each of them is used for."""
        source = look.found.source
        self._found.setText(tr("This is {source}.", source=SOURCE_NAMES.get(source, source)))
        self._why.setText(" ".join((look.found.reason, *_left_over(look))))
        self.source.setCurrentIndex(self.source.findData(source))
        self.object_type.clear()
        for kind in look.found.object_types:
            counts = f"{plural(kind.objects, 'object')}, {plural(kind.events, 'event')}"
            self.object_type.addItem(f"{kind.name} ({counts})", kind.name)
        self.sheet.clear()
        self.sheet.addItem(tr("The first sheet with rows"), "")
        for title in look.sheets:
            self.sheet.addItem(title.replace("\n", " "), title)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(look.sheet)))
        self._sheets.setVisible(len(look.sheets) > 1)
        self._objects.setVisible(len(look.found.object_types) > 1)
        self._list(look)
        self._invite(is_first=False)
        self._result.show()
        self.recipe.show()

    def _invite(self, is_first: bool) -> None:
        """Ask for files: with room around it at first, in one line once there are some."""
        self._picture.setVisible(is_first)
        self._promise.setVisible(is_first)
        self._invitation.setText(_FIRST if is_first else tr("Drop other files here"))
        set_property(self._invitation, "role", "heading" if is_first else "muted")
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._inside.setDirection(down if is_first else across)
        self._buttons.setStretch(self._buttons.count() - 1, 1 if is_first else 0)

    def _read_otherwise(self) -> None:
        source, sheet = str(self.source.currentData()), str(self.sheet.currentData() or "")
        self.reading_chosen.emit(ImportOptions(source=source, sheet=sheet))

    def _list(self, look: Look) -> None:
        self.files.setRowCount(len(look.files))
        for line, file in enumerate(sorted(look.files, key=lambda file: not file.is_used)):
            for column, cell in enumerate((file.name, _use(file), file.why)):
                item = QTableWidgetItem(cell.replace("\n", " ")[:300])
                item.setToolTip("" if column < 2 else file.why.replace("<", "‹")[:1000])
                self.files.setItem(line, column, item)
        for column in range(2):
            self.files.resizeColumnToContents(column)
        self.files.setColumnWidth(0, min(300, self.files.columnWidth(0) + 8))
        head = self.files.horizontalHeader().sizeHint().height() + 2 * self.files.frameWidth() + 4
        height = head + 28 * len(look.files)
        self.files.setMinimumHeight(min(height, head + 28 * 2))
        self.files.setMaximumHeight(height)

    def _build(self) -> None:
        self._buttons = buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        self._inside = inside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._drop)
        inside.setContentsMargins(24, 12, 24, 12)
        inside.setSpacing(10)
        for label in (self._picture, self._invitation, self._promise):
            inside.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addLayout(buttons)
        self._result = frame("card")
        result = QVBoxLayout(self._result)
        result.setContentsMargins(20, 14, 20, 14)
        result.setSpacing(6)
        title = QHBoxLayout()
        title.addWidget(self._found, 1)
        title.addWidget(self.source)
        result.addLayout(title)
        result.addWidget(self._why)
        self._sheets = _asked(tr("The events are on the sheet"), self.sheet)
        self._objects = _asked(tr("The deals are the objects called"), self.object_type)
        result.addWidget(self._sheets)
        result.addWidget(self._objects)
        result.addWidget(self.files, 100)
        result.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._drop)
        column.addWidget(self._result, 1)
        column.addWidget(self.recipe)
        column.addStretch(0)

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose the files of an export"), "", _FILTER)
        if names:
            self.paths_chosen.emit([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose the folder of an export"))
        if name:
            self.paths_chosen.emit([Path(name)])


def _use(file: FileUse) -> str:
    if not file.is_used:
        return tr("Not used")
    return file.role[:1].upper() + file.role[1:] or tr("Used")


def _left_over(look: Look) -> Iterator[str]:
    """How many of the files are used, and what the others are where another source knows them."""
    used = sum(file.is_used for file in look.files)
    if used < len(look.files):
        yield tr_n(
            "{count} of {files} is used.",
            "{count} of {files} are used.",
            used,
            count=number(used),
            files=plural(len(look.files), "file"),
        )
    for other in look.others:
        yield tr("Among the others is {source}: import it by itself.", source=SOURCE_NAMES.get(other, other))


def _asked(words: str, box: QComboBox) -> QWidget:
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(text(words, "muted"))
    row.addWidget(box)
    row.addStretch(1)
    return place


def _file_table() -> QTableWidget:
    table = QTableWidget(0, 3)
    table.setAccessibleName(tr("Files of the export, and what each is used for"))
    table.setHorizontalHeaderLabels([tr("File"), tr("Use"), tr("What was found in it")])
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setStyleSheet("QTableView::item { padding: 0 5px; }")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.horizontalHeader().setStretchLastSection(True)
    return table


class _DropFrame(QFrame):
    """A frame that takes files and folders from outside."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            set_property(self, "over", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_property(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "over", "false")
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
