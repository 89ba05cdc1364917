"""The page of all keys, made from the commands that there are."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from mining.help.contents import KEYBOARD
from mining.help.pages import HelpPage
from resources.translation import tr

EVERYWHERE: tuple[tuple[str, str], ...] = (
    (tr("Tab, Shift+Tab"), tr("To the next and the previous control")),
    (tr("Space, Enter"), tr("Press the button, open the row")),
    (tr("Arrows"), tr("Within a table, a list, a chart or the map")),
    (tr("Esc"), tr("Close what has opened, or stop what is being dragged")),
    ("Alt", tr("With an underlined letter: the menu or the button")),
)
"""Keys that are no command of a menu."""


def keyboard_page(bar: QMenuBar) -> HelpPage:
    """Every command that has keys, by the menu it stands in."""
    title = tr("Keyboard")
    lines = [f"# {title}", ""]
    for name, rows in (*_menus(bar), (tr("Everywhere"), (_copying(), *EVERYWHERE))):
        lines += [f"## {name}", "", f"| {tr('Keys')} | {tr('What they do')} |", "| --- | --- |"]
        lines += [f"| {keys} | {what} |" for keys, what in rows]
        lines.append("")
    return HelpPage(KEYBOARD, title, "\n".join(lines))


def shortcuts(menu: QMenu) -> Iterator[tuple[str, str]]:
    """The keys and the name of every command of a menu and of those inside of it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from shortcuts(inner)
        elif keys := keys_of(action):
            yield keys, plain(action)


def keys_of(action: QAction) -> str:
    """The keys of a command as this system writes them, empty where it has none."""
    return ", ".join(
        one.toString(QKeySequence.SequenceFormat.NativeText)
        for one in action.shortcuts()
        if not one.isEmpty()
    )


def plain(action: QAction) -> str:
    """The name of a command without the mark of its letter."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _copying() -> tuple[str, str]:
    """The keys as this system writes them, which are known only when the program speaks its language."""
    keys = QKeySequence("Ctrl+C").toString(QKeySequence.SequenceFormat.NativeText)
    return keys, tr("Copy the selected rows of a table")


def _menus(bar: QMenuBar) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for action in bar.actions():
        menu = action.menu()
        rows = tuple(shortcuts(menu)) if isinstance(menu, QMenu) else ()
        if rows:
            yield plain(action), rows
