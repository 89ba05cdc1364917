"""The places of the screen: its empty states, its pages that scroll, and the page of joint definitions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.scrolled import scrolled
from desktop.widgets.table import Table
from desktop.widgets.text import frame, text
from resources.translation import tr

_TRAITS_HIGH = 260


def empty_states(document_it: Callable[[], None]) -> tuple[EmptyState, EmptyState, EmptyState]:
    """Where nothing is imported, the export has no leads, and no hand-over of leads is documented."""
    return (
        EmptyState(
            tr("No leads yet"), tr("Import a CRM export with its leads; what becomes of them is shown here.")
        ),
        EmptyState(
            tr("This export has no leads"),
            tr(
                "Export the leads too, and import the newer export into this project. Of Salesforce "
                "these are Lead and LeadHistory, and Task and Event for the first human touch. A table "
                "of events of leads works as well: write “case: lead” in the process."
            ),
        ),
        EmptyState(
            tr("No hand-over of leads is documented"),
            tr(
                "Say which status of a lead hands it over to sales, which ones accept and reject it, "
                "within what time, and which reasons a rejection may give."
            ),
            [Choice("target", tr("Document the hand-over"), tr("Opens Strategy"), document_it)],
        ),
    )


def meaning_part(heat: QWidget, traits: Table) -> QWidget:
    """What teams record at a stage, and what accepted leads have in common."""
    content = QWidget()
    content.setObjectName("content")
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for title, line, widget in (
        (
            tr("What teams record at a stage"),
            tr(
                "Each team against all other teams, in the filtered deals. Where teams sell to other "
                "customers, who need other evidence, filter by segment first."
            ),
            heat,
        ),
        (
            tr("What a qualified lead means to sales"),
            tr("Answered leads that are so, against all others."),
            traits,
        ),
    ):
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(text(title, "heading"))
        inner.addWidget(text(line, "small", wrap=True))
        inner.addWidget(widget)
        column.addWidget(card)
    traits.setMinimumHeight(_TRAITS_HIGH)
    column.addStretch(1)
    return scrolled(content, tr("Joint definitions"))


def grid() -> QGridLayout:
    """A grid of cards."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(12)
    return made


def page_of(cards: QGridLayout, name: str) -> QWidget:
    """A page of cards that scrolls where it is higher than its place."""
    content = QWidget()
    content.setObjectName("content")
    content.setLayout(cards)
    return scrolled(content, name)
