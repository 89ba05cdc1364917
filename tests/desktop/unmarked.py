"""Opens the window in the language of brackets on the demo, goes everywhere, and prints the texts without brackets.

Run as a process of its own: a process speaks one language.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QAbstractItemModel, QObject, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTreeView,
    QWidget,
)

from desktop import screenshots
from desktop.app import make_application
from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.places import PLACES
from models.event_log import EventLog
from models.project import Project

_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def texts_of(widget: QObject) -> Iterator[str]:
    """Everything that a person reads or hears of a widget or an action."""
    if isinstance(widget, QAction):
        yield from (widget.text(), widget.toolTip(), widget.statusTip())
    if not isinstance(widget, QWidget):
        return
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTableView | QTreeView) and isinstance(model := widget.model(), QAbstractItemModel):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            for column in range(model.columnCount()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
                yield from (
                    str(model.index(row, column).data(role) or "") for row in range(min(3, model.rowCount()))
                )


def data_of(project: Project) -> dict[str, list[str]]:
    """What comes from the logs and the process (names, labels, fields), the longest first, by the first word of it."""
    assert project.log is not None
    found = {project.name, *_strings(project.process), *_names_of(project.log)}
    if project.leads is not None:
        found |= set(_names_of(project.leads))
    by_word: dict[str, list[str]] = {}
    for one in sorted(found, key=len, reverse=True):
        if len(one) > 1 and (word := _WORD.search(one)):
            by_word.setdefault(word.group(), []).append(one)
    return by_word


def _names_of(log: EventLog) -> Iterator[str]:
    yield from _labels(log)
    yield from map(str, log.cases.name)
    yield from map(str, log.cases.ids)


def _labels(thing: object) -> Iterator[str]:
    """The labels of every column of a log, the names of those that only this log has, and what it says of people."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for name, value in thing.items():
            yield from _labels(name)
            yield from _labels(value)
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from _labels(one)
    elif hasattr(thing, "labels"):
        yield from (str(label) for label in thing.labels)
    elif hasattr(thing, "__dataclass_fields__"):
        for field in fields(thing):  # type: ignore[arg-type]
            yield from _labels(getattr(thing, field.name))


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(thing, tuple | list | frozenset | set):
        for one in thing:
            yield from _strings(one)
    elif hasattr(thing, "__dataclass_fields__"):
        for field in fields(thing):  # type: ignore[arg-type]
            yield from _strings(getattr(thing, field.name))


def rest_of(text: str, data: Mapping[str, list[str]]) -> str:
    """A text without what is in brackets and without what is data."""
    bare = unescape(re.sub(r"<[^>]*>", " ", text))
    while _MARKED.search(bare):
        bare = _MARKED.sub(" ", bare)
    bare = re.sub("⟦[^⟦⟧]*$", " ", bare)  # a translated text that was cut
    known = (one for word in dict.fromkeys(_WORD.findall(bare)) for one in data.get(word, ()))
    for one in sorted(known, key=len, reverse=True):
        bare = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", bare) if one in bare else bare
    return bare


def main() -> None:
    """Print a list of (place, text, what is left of it without brackets and data) as JSON."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_application()
    project = screenshots.load("demo")
    data = data_of(project)
    told: list[tuple[str, str, str]] = []
    seen: set[str] = set()
    with TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Document(project), Appearance(app, settings), settings)
        window.resize(1400, 900)
        window.show()
        screenshots.wait_until(app, lambda: not window.results.busy)
        for place, about in enumerate(PLACES):
            window.go(place)
            screen = window.screen_at(place)
            app.processEvents()
            screenshots.wait_until(app, lambda screen=screen: getattr(screen, "is_ready", True))  # type: ignore[misc]
            app.processEvents()
            for widget in (*window.findChildren(QObject), window):
                for text in {*texts_of(widget)} - seen:
                    seen.add(text)
                    if _LETTERS.search(rest := rest_of(text, data)):
                        told.append((about.title, text, rest))
        window.stop()
        window.document.undo_stack.setClean()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
