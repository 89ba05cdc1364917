"""What is in the report: its sections, switched and moved, and the title and the words of one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.screens.report.section_editor import SectionEditor
from desktop.screens.report.section_list import SectionList
from desktop.theme import Palette
from desktop.widgets.text import frame, set_tip, text
from mining.report.editing import in_order, moved, section_of, with_section
from mining.report.sections import KINDS, sections_of
from models.report_template import ReportTemplate
from resources.translation import tr


class SectionsPanel(QWidget):
    """Tells of every edit with its verb and the new template."""

    edited = Signal(str, object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._template = ReportTemplate()
        self._empty: Collection[str] = ()
        self.list, self.editor = SectionList(palette), SectionEditor(palette)
        self.up, self.down = QPushButton(), QPushButton()
        self.usual = QPushButton(tr("Usual sections"))
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    def show_template(self, template: ReportTemplate, empty: Collection[str]) -> None:
        """Show the sections of a template; `empty` are the keys of those with nothing to tell."""
        self._template, self._empty = template, empty
        sections = sections_of(template)
        titles = [one.title or KINDS[one.key].title for one in sections]
        self.list.show_sections(sections, titles, empty)
        self.usual.setVisible(bool(template.sections))
        self._look(self.list.current)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.up.setIcon(icon("chevron-up", palette.muted))
        self.down.setIcon(icon("chevron-down", palette.muted))
        self.list.set_palette_colors(palette)
        self.editor.set_palette_colors(palette)
        self.list.show_sections(
            sections_of(self._template),
            [one.title or KINDS[one.key].title for one in sections_of(self._template)],
            self._empty,
        )

    def _look(self, key: str) -> None:
        if not key:
            return
        keys = self.list.keys
        self.editor.show_section(section_of(self._template, key))
        self.up.setEnabled(key != keys[0])
        self.down.setEnabled(key != keys[-1])

    def _switch(self, key: str, is_wanted: bool) -> None:
        title = section_of(self._template, key).title or KINDS[key].title
        verb = (
            tr("Take up {section}", section=title) if is_wanted else tr("Leave out {section}", section=title)
        )
        self.edited.emit(verb, with_section(self._template, key, is_included=is_wanted))

    def _move(self, by: int, key: str = "") -> None:
        key = key or self.list.current
        if key:
            self.edited.emit(tr("Move a section"), moved(self._template, key, by))

    def _retitle(self, key: str, title: str) -> None:
        self.edited.emit(tr("Retitle a section"), with_section(self._template, key, title=title))

    def _rewrite(self, key: str, words: str) -> None:
        self.edited.emit(tr("Write in a section"), with_section(self._template, key, text=words))

    def _connect(self) -> None:
        self.list.switched.connect(self._switch)
        self.list.moved.connect(lambda key, by: self._move(by, key))
        self.list.reordered.connect(
            lambda keys: self.edited.emit(tr("Move a section"), in_order(self._template, keys))
        )
        self.list.looked_at.connect(self._look)
        self.editor.retitled.connect(self._retitle)
        self.editor.rewritten.connect(self._rewrite)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.usual.clicked.connect(partial(self._back))

    def _back(self, _: bool = False) -> None:
        self.edited.emit(tr("Go back to the usual sections"), replace(self._template, sections=()))

    def _build(self) -> None:
        for button, words in ((self.up, tr("Move up (Alt+Up)")), (self.down, tr("Move down (Alt+Down)"))):
            button.setProperty("kind", "tiny")
            button.setIconSize(QSize(16, 16))
            button.setAccessibleName(words)
            set_tip(button, words)
        self.usual.setProperty("kind", "quiet")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(text(tr("Sections"), "heading"), 1)
        for button in (self.up, self.down, self.usual):
            head.addWidget(button)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(14, 10, 14, 12)
        inner.setSpacing(6)
        inner.addLayout(head)
        inner.addWidget(self.list)
        inner.addWidget(frame("line"))
        inner.addSpacing(4)
        inner.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
