"""The menu of what is selected: every edit with its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.screens.process_editor.commands import Commands, Edit
from desktop.widgets.text import button_text
from mining.process.editing.ways_back import possible_targets
from models.condition import Condition
from resources.translation import tr

Do = Callable[[Edit | None], None]
REPEATS: tuple[tuple[str, int | None], ...] = (
    (tr("Once"), 1),
    (tr("Up to 2 times"), 2),
    (tr("Up to 3 times"), 3),
    (tr("Up to 5 times"), 5),
    (tr("Any number of times"), None),
)


def menu_of(
    commands: Commands, conditions: Sequence[Condition], do: Do, rename: Callable[[], None], parent: QWidget
) -> QMenu:
    """The edits of the selection; `do` makes one, `rename` begins to write a name."""
    menu = QMenu(parent)
    _add(menu, tr("Add a stage behind it\tIns"), partial(_made, do, commands.add_stage))
    if commands.stage is not None:
        _stage_part(menu, commands, conditions, do, rename)
    elif commands.selection.kind == "end":
        _end_part(menu, commands, do)
    elif commands.selection.kind == "block":
        _add(menu, tr("Add a branch"), partial(_made, do, commands.add_branch))
        _add(menu, tr("Dissolve into a line"), partial(_made, do, commands.dissolve))
    if commands.selection.kind != "process" and commands.selection.name != "won":
        menu.addSeparator()
        _add(menu, tr("Remove\tDel"), partial(_made, do, commands.remove))
    return menu


def ways_back_menu(commands: Commands, do: Do, parent: QWidget) -> QMenu:
    """The earlier stages to which a way back can be documented; those that are have a check mark."""
    menu = QMenu(tr("Lead &back to"), parent)
    stage = commands.stage
    targets = possible_targets(commands.process, stage.name) if stage is not None else ()
    for target in targets:
        action = _add(
            menu, button_text(target, 60), partial(_made, do, partial(commands.toggle_way_back, target))
        )
        action.setCheckable(True)
        action.setChecked(stage is not None and target in stage.back_to)
    menu.setEnabled(bool(targets))
    return menu


def ends_menu(commands: Commands, do: Do, parent: QWidget) -> QMenu:
    """The ends other than won; those that come from the stage have a check mark."""
    menu = QMenu(tr("&Ends here"), parent)
    others = [end for end in commands.process.ends if end.name != "won"]
    for end in others:
        named = end.title if end.sources is not None else tr("{end} (from any stage now)", end=end.title)
        words = button_text(named, 60)
        action = _add(menu, words, partial(_made, do, partial(commands.toggle_source, end.name)))
        action.setCheckable(True)
        action.setChecked(commands.stage is not None and commands.stage.name in (end.sources or ()))
    menu.setEnabled(bool(others))
    return menu


def repeat_menu(commands: Commands, do: Do, parent: QWidget) -> QMenu:
    """How often the stage may come in a row."""
    menu = QMenu(tr("&Repeats"), parent)
    for words, times in REPEATS:
        action = _add(menu, words, partial(_made, do, partial(commands.repeat, times)))
        action.setCheckable(True)
        action.setChecked(commands.stage is not None and commands.stage.repeat == times)
    return menu


def _stage_part(
    menu: QMenu, commands: Commands, conditions: Sequence[Condition], do: Do, rename: Callable[[], None]
) -> None:
    stage = commands.stage
    assert stage is not None
    _add(menu, tr("Rename\tF2"), rename)
    _add(menu, tr("Copy\tCtrl+D"), partial(_made, do, commands.copy))
    menu.addSeparator()
    words = tr("Obligatory") if stage.optional else tr("Optional")
    _add(menu, f"{words}\tO", partial(_made, do, commands.toggle_optional))
    menu.addMenu(repeat_menu(commands, do, menu))
    menu.addMenu(ways_back_menu(commands, do, menu))
    menu.addMenu(ends_menu(commands, do, menu))
    menu.addSeparator()
    aside = tr("Take out of the block") if commands.is_inside else tr("Side by side with its neighbour")
    _add(menu, f"{aside}\tP", partial(_made, do, commands.side_by_side))
    only = menu.addMenu(tr("Only &for"))
    for condition in conditions:
        _add(only, button_text(condition.text, 60), partial(_made, do, partial(commands.only_for, condition)))
    only.setEnabled(bool(conditions))
    if commands.is_inside:
        _add(menu, tr("Add a branch to the block"), partial(_made, do, commands.add_branch))
        _add(menu, tr("Dissolve the block into a line"), partial(_made, do, commands.dissolve))
    menu.addSeparator()
    _add(menu, tr("Move back\tAlt+Left"), partial(_made, do, partial(commands.move, False)))
    _add(menu, tr("Move on\tAlt+Right"), partial(_made, do, partial(commands.move, True)))


def _end_part(menu: QMenu, commands: Commands, do: Do) -> None:
    end = commands.process.end(commands.selection.name)
    if end is not None and end.name != "won":
        action = _add(menu, tr("From any stage"), partial(_made, do, partial(commands.from_any, end.name)))
        action.setCheckable(True)
        action.setChecked(end.sources is None)


def _add(menu: QMenu, words: str, slot: Callable[[], None]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda *_: slot())
    return action


def _made(do: Do, command: Callable[[], Edit | None]) -> None:
    do(command())
