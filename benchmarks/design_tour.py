"""The steps of a tour through the screens in which a process is designed: two editors, buyer and seller, what if."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF

from benchmarks.buyer_log import buyer_log, with_buyer
from desktop.main_window import MainWindow
from desktop.places import BUYER_AND_SELLER, BUYER_JOURNEY, PLACES, PROCESS_EDITOR, WHAT_IF
from mining.process.editing.place import Place
from models.case_filter import CaseFilter
from models.project import Project
from models.repair import EditKind, ProcessEdit

if TYPE_CHECKING:
    from desktop.screens.buyer_seller.screen import BuyerSellerScreen
    from desktop.screens.journey_editor.screen import JourneyEditorScreen
    from desktop.screens.process_editor.screen import ProcessEditorScreen
    from desktop.screens.what_if.screen import WhatIfScreen

Step = tuple[str, Callable[[], object]]
DESIGN = (PROCESS_EDITOR, BUYER_JOURNEY, BUYER_AND_SELLER, WHAT_IF)


def with_buyers(deals: int) -> Project:
    """So many deals with calls, meetings and messages, the process of nine stages and a journey of four steps."""
    return Project("Sales with buyers", buyer_log(deals), None, with_buyer())


def design_steps(window: MainWindow) -> Iterator[Step]:
    """Every screen once and again, then what is done on it; a process with a buyer's journey is open."""
    for word in ("first", "again"):
        for place in DESIGN:
            yield f"{word}, with buyers: {PLACES[place].title}", partial(window.go, place)
    yield from _in_the_editor(window)
    yield from _in_the_journey(window)
    yield from _between_buyer_and_seller(window)
    yield from _in_what_if(window)


def _in_the_editor(window: MainWindow) -> Iterator[Step]:
    yield "go: Process editor", partial(window.go, PROCESS_EDITOR)
    screen = cast("ProcessEditorScreen", window.screen_at(PROCESS_EDITOR))
    view = screen.view
    first, *_, last = [stage.name for stage in view.flow.drawing.stages]
    yield "choose a stage", lambda: _select(screen, first)
    yield "pick up a stage", lambda: _pick_up(screen, last)
    for place in (*range(len(view.flow.drawing.stages) - 1), 1):
        yield f"carry it to gap {place}", partial(_carry_behind, screen, place)
    yield "drop it", view.drop
    yield "undo the drop", window.document.undo_stack.undo
    yield "make a stage optional", lambda: _make_optional(screen, first)
    yield "undo that", window.document.undo_stack.undo
    yield "the process as a list", screen.list_button.click
    yield "the process as a drawing", screen.list_button.click


def _select(screen: ProcessEditorScreen, stage: str) -> None:
    from desktop.screens.process_editor.selection import Selection

    screen.view.select(Selection("stage", stage))


def _make_optional(screen: ProcessEditorScreen, stage: str) -> None:
    _select(screen, stage)
    screen.view.do(screen.view.commands.toggle_optional())


def _pick_up(screen: ProcessEditorScreen, name: str) -> None:
    from desktop.screens.process_editor.carrying import Step as Carried

    view = screen.view
    drawn = next(stage for stage in view.flow.drawing.stages if stage.name == name)
    stage = next(one for one in view.flow.process.stages if one.name == name)
    view.carry(Carried(stage, Place(drawn.path)), view.mapFromScene(QPointF(*drawn.box.middle)))


def _carry_behind(screen: ProcessEditorScreen, place: int) -> None:
    box = screen.view.flow.drawing.stages[place].box
    screen.view.carry_to(screen.view.mapFromScene(QPointF(box.right + 18, box.middle[1])))


def _in_the_journey(window: MainWindow) -> Iterator[Step]:
    yield "go: Buyer journey", partial(window.go, BUYER_JOURNEY)
    screen = cast("JourneyEditorScreen", window.screen_at(BUYER_JOURNEY))
    canvas = screen.canvas
    journey = canvas.process.journey
    assert journey is not None
    stage, steps = canvas.process.stages[-1].name, [step.name for step in journey.steps]
    yield "choose a buyer step", lambda: canvas.select(("step", steps[-1]))
    yield "choose a stage beside the journey", lambda: canvas.select(("stage", stage))
    yield "map a stage to a buyer step", lambda: canvas.mapped.emit(stage, steps[0])
    yield "undo the mapping", window.document.undo_stack.undo
    yield "rename a buyer step", lambda: canvas.renamed.emit(steps[0], "Another name")
    yield "undo the name", window.document.undo_stack.undo


def _between_buyer_and_seller(window: MainWindow) -> Iterator[Step]:
    yield "go: Buyer and seller", partial(window.go, BUYER_AND_SELLER)
    screen = cast("BuyerSellerScreen", window.screen_at(BUYER_AND_SELLER))
    for part, chip in enumerate(screen.chips):
        yield f"buyer and seller: {chip.text()}", partial(screen.go, part)
    yield "buyer and seller: where it shows", partial(screen.go, 0)
    yield "choose where it shows", lambda: screen.where.table.make_current(1)
    for by in (1, 2, 0):
        yield f"break it down another way {by}", partial(screen.where.break_down, by)
    log = window.document.project.log
    assert log is not None
    chosen = CaseFilter(owners=frozenset(log.cases.owner.labels[:3]))
    for place in DESIGN:
        yield f"go: {PLACES[place].title}", partial(window.go, place)
        yield f"filter by owners: {PLACES[place].title}", partial(window.filter_edits.by_filter, chosen)
        yield f"all deals: {PLACES[place].title}", window.filter_edits.clear


def _in_what_if(window: MainWindow) -> Iterator[Step]:
    yield "go: What if", partial(window.go, WHAT_IF)
    screen = cast("WhatIfScreen", window.screen_at(WHAT_IF))
    yield "copy the process in force", screen.copy
    names = [stage.name for stage in with_buyer().stages]
    yield (
        "make a stage optional in a draft",
        lambda: screen.try_edit(ProcessEdit(EditKind.OPTIONAL, names[3])),
    )
    yield (
        "swap two stages in a draft",
        lambda: screen.try_edit(ProcessEdit(EditKind.SWAP, names[1], names[2])),
    )
    yield "versions", partial(screen.panels.chosen.emit, 1)
    yield "edits", partial(screen.panels.chosen.emit, 0)
    yield "another draft", partial(screen.edits.duplicate, 0)
    yield "adopt a draft", lambda: screen.edits.adopt(0, None, False)
    yield "undo the adoption", window.document.undo_stack.undo
    for place in DESIGN:
        yield f"after all that: {PLACES[place].title}", partial(window.go, place)
    yield "and back", lambda: window.document.edit("Back", replace(window.document.project, drafts=()))
