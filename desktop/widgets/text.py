"""Labels: text from files is shown as it is, never as markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def text(content: str = "", role: str = "", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label; `role` names its look in the style sheet (title, heading, muted, small, ...)."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(content)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def frame(role: str, parent: QWidget | None = None) -> QFrame:
    """A frame with the look of that role (card, bar, footer, line, banner)."""
    made = QFrame(parent)
    made.setProperty("role", role)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_tip(widget: QWidget, content: str) -> None:
    """Give a widget a tool tip that Qt does not mistake for markup."""
    widget.setToolTip(f"<span>{escape(content)}</span>" if content else "")


def button_text(content: str, longest: int = 40) -> str:
    """Text from a file as the text of a button: no mnemonic, and not longer than `longest` characters."""
    short = content if len(content) <= longest else content[: longest - 1].rstrip() + "…"
    return short.replace("&", "&&")
