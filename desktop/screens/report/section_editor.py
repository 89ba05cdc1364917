"""One section of the report: what it is called, and the user's own words at its beginning."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.commit_text import CommitText
from desktop.widgets.form_field import FormField
from desktop.widgets.text import text
from mining.report.fields import FIELDS, check_fields
from mining.report.sections import KINDS
from models.errors import UserError
from models.report_template import TemplateSection
from resources.translation import tr


class SectionEditor(QWidget):
    """Tells of a title or a text when it is left; a text with a field that there is none of is not told of."""

    retitled = Signal(str, str)
    """The key of the section, and its new title; empty for the usual one."""

    rewritten = Signal(str, str)
    """The key of the section, and its new text."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = TemplateSection("")
        self.about = text(role="small", wrap=True)
        self.title = CommitEdit(tr("Title of the section"))
        self.words = CommitText(
            tr("Your own words"),
            tr("Begins the section; an empty line begins a new paragraph"),
            4,
            None,
            True,
        )
        self.fields_button = QPushButton(tr("Insert a figure"))
        self.fields = QMenu(self.fields_button)
        self.title_field = FormField(tr("Title"), palette, self.title)
        self.words_field = FormField(tr("Your own words"), palette, self.words)
        self._build()
        self.title.committed.connect(self._retitle)
        self.words.committed.connect(self._rewrite)
        self.words.textChanged.connect(self._look)
        self.set_palette_colors(palette)

    def show_section(self, section: TemplateSection) -> None:
        """Show a section; what is being typed in the same one stays."""
        if section.key != self.section.key:
            self.title.take_back()
            self.words.take_back()
        self.section = section
        kind = KINDS[section.key]
        self.about.setText(kind.words)
        self.title.setPlaceholderText(kind.title)
        self.title.show_text(section.title)
        self.words.show_text(section.text)
        self._look()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.fields_button.setIcon(icon("plus", palette.muted))

    def insert(self, field: str) -> None:
        """Put a field where the cursor is."""
        self.words.insertPlainText(f"{{{field}}}")
        self.words.setFocus()

    def _retitle(self, title: str) -> None:
        self.retitled.emit(self.section.key, title)

    def _rewrite(self, words: str) -> None:
        if not self._problem():
            self.rewritten.emit(self.section.key, words)

    def _look(self) -> None:
        """Say what is wrong with the text while it is typed."""
        self.words_field.say(self._problem())

    def _problem(self) -> str:
        if not self.section.key:
            return ""
        try:
            check_fields(self.words.toPlainText(), self.section.title or KINDS[self.section.key].title)
        except UserError as error:
            return str(error)
        return ""

    def _build(self) -> None:
        self.fields_button.setProperty("kind", "quiet")
        self.fields_button.setIconSize(QSize(14, 14))
        self.fields_button.setMenu(self.fields)
        for name, words in FIELDS.items():
            action = self.fields.addAction(f"{words}\t{{{name}}}")
            action.triggered.connect(partial(self._insert, name))
        row = QHBoxLayout()
        row.addWidget(self.fields_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.title_field)
        column.addWidget(self.words_field)
        column.addLayout(row)

    def _insert(self, name: str, _: bool = False) -> None:
        self.insert(name)
