"""The cards of the strategy: each shows one part of what was agreed, and tells what the user makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.chips_edit import Offer
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.entry_table import Column, EntryTable
from desktop.widgets.form_field import FormField
from desktop.widgets.text import text
from mining.process.editing.strategy import (
    free_id,
    with_baseline,
    with_changes,
    with_fit_rules,
    with_handoffs,
    with_least_fit,
    with_stakeholders,
    with_target,
)
from mining.process.strategy_rows import (
    CHANGE_COLUMNS,
    FIT_COLUMNS,
    HANDOFF_COLUMNS,
    STAKEHOLDER_COLUMNS,
    Row,
    change_of,
    change_row,
    day_of,
    fit_of,
    fit_row,
    handoff_of,
    handoff_row,
    number_of,
    number_text,
    share_of,
    share_text,
    stakeholder_of,
    stakeholder_row,
)
from models.errors import UserError
from models.sales_process import SalesProcess
from models.strategy import Baseline, Targets
from resources.translation import mid_sentence, tr

T = TypeVar("T")

_TARGETS = (
    ("win_rate", tr("Win rate"), "28 %"),
    ("cycle_days", tr("Days from creation to close"), "75"),
    ("discount", tr("Discount, at most"), "10 %"),
    ("amount", tr("Amount of a won deal"), "12000"),
    ("velocity", tr("Amount won a day"), "5000"),
)
_SHARES = ("win_rate", "discount")


class StrategyCard(QFrame):
    """A title, a line that says what it is for, and what it is edited with."""

    edited = Signal(str, object)
    """The verb ("Change the target of the win rate") and the process after it."""

    def __init__(self, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.process: SalesProcess | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 16)
        self.column.setSpacing(8)
        self.column.addWidget(text(title, "heading"))
        self.column.addWidget(text(about, "small", wrap=True))

    def show_process(self, process: SalesProcess) -> None:
        """Show what this process says."""
        self.process = process
        self.fill(process)

    def fill(self, process: SalesProcess) -> None:
        """Fill the fields."""
        raise NotImplementedError

    def tell(self, verb: str, process: SalesProcess) -> None:
        """Tell of an edit, unless nothing changed."""
        if process != self.process:
            self.edited.emit(verb, process)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for table in self.findChildren(EntryTable):
            table.paint_icons(palette.muted)


class RowsCard(StrategyCard):
    """A part that is a list: a row of texts an entry.

    `entries` gives the entries of a process, `to_row` and `of_row` turn one into texts and back, and `put` gives the
    process with other entries.
    """

    def __init__(
        self,
        title: str,
        about: str,
        noun: str,
        table: EntryTable,
        entries: Callable[[SalesProcess], Sequence[T]],
        to_row: Callable[[T], Row],
        of_row: Callable[[Row], T],
        put: Callable[[SalesProcess, Iterable[T]], SalesProcess],
        fresh: Callable[[SalesProcess, Row], Row] = lambda _, row: row,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, about, parent)
        self._noun, self.table = noun, table
        self._entries, self._to_row, self._of_row, self._put, self._fresh = (
            entries,
            to_row,
            of_row,
            put,
            fresh,
        )
        self.column.addWidget(table)
        table.changed.connect(self._change)
        table.added.connect(self._add)
        table.removed.connect(self._remove)

    def fill(self, process: SalesProcess) -> None:
        self.table.show_rows([self._to_row(one) for one in self._entries(process)])

    def _change(self, at: int, row: Row) -> None:
        assert self.process is not None
        entries = list(self._entries(self.process))
        try:
            entries[at] = self._of_row(row)
        except UserError as error:
            self.table.say(str(error))
            return
        self.table.say("")
        self.tell(tr("Change the {noun}", noun=self._noun), self._put(self.process, entries))

    def _add(self, row: Row) -> None:
        assert self.process is not None
        try:
            new = self._of_row(self._fresh(self.process, row))
        except UserError as error:
            self.table.say(str(error))
            return
        self.table.clear_fresh()
        self.tell(
            tr("Add a {noun}", noun=self._noun), self._put(self.process, [*self._entries(self.process), new])
        )

    def _remove(self, at: int) -> None:
        assert self.process is not None
        entries = [one for place, one in enumerate(self._entries(self.process)) if place != at]
        self.tell(tr("Remove a {noun}", noun=self._noun), self._put(self.process, entries))


class SweetSpotCard(RowsCard):
    """Rules on the fields of deals, and how many of them a deal has to meet."""

    def __init__(self, palette: Palette) -> None:
        columns = (
            Column(FIT_COLUMNS[0], tr("Industry"), 2),
            Column(FIT_COLUMNS[1], tr("Software, Media   or   50 to 1000"), 3),
        )
        super().__init__(
            tr("Sweet spot"),
            tr("Whom you want to sell to. A deal fits by the share of these rules that it meets."),
            tr("rule of the sweet spot"),
            EntryTable(tr("rule of the sweet spot"), columns, palette.muted),
            lambda process: process.strategy.sweet_spot.rules if process.strategy.sweet_spot else (),
            fit_row,
            fit_of,
            with_fit_rules,
        )
        self.least = CommitEdit(tr("The least share of the rules that a deal has to meet"), "100 %")
        self.least_field = FormField(
            tr("In the sweet spot from this share of the rules on"), palette, self.least
        )
        self.column.addWidget(self.least_field)
        self.column.addStretch(1)
        self.least.textEdited.connect(
            lambda typed: self.least_field.say(_refused(share_of, typed, tr("The least fit")))
        )
        self.least.committed.connect(self._set_least)

    def fill(self, process: SalesProcess) -> None:
        super().fill(process)
        spot = process.strategy.sweet_spot
        self.least.show_text(share_text(spot.min_score) if spot else "")
        self.least_field.setVisible(spot is not None)

    def _set_least(self, typed: str) -> None:
        assert self.process is not None
        if not _refused(share_of, typed, tr("The least fit")):
            least = share_of(typed, "")
            self.tell(
                tr("Change the least fit"), with_least_fit(self.process, 1.0 if least is None else least)
            )


class TargetsCard(StrategyCard):
    """The targets, and the days of the baseline that later periods are measured against."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(tr("Targets and baseline"), tr("What you aim at; leave out what was never agreed."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.lines: dict[str, CommitEdit] = {}
        self.fields: dict[str, FormField] = {}
        for at, (name, title, example) in enumerate(_TARGETS):
            self.lines[name] = CommitEdit(tr("Target: {title}", title=title), example)
            self.fields[name] = FormField(title, palette, self.lines[name])
            grid.addWidget(self.fields[name], *divmod(at, 2))
        self.begins, self.ends = (
            CommitEdit(tr("First day of the baseline"), "2025-07-01"),
            CommitEdit(tr("Last day of the baseline"), "2025-12-31"),
        )
        self.begins_field = FormField(tr("Baseline from"), palette, self.begins)
        self.ends_field = FormField(tr("Baseline to"), palette, self.ends)
        grid.addWidget(self.begins_field, 3, 0)
        grid.addWidget(self.ends_field, 3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)
        for name, line in self.lines.items():
            line.textEdited.connect(lambda typed, n=name: self.fields[n].say(_target_problem(n, typed)))
            line.committed.connect(lambda typed, n=name: self._set(n, typed))
        for line, field in ((self.begins, self.begins_field), (self.ends, self.ends_field)):
            line.textEdited.connect(lambda typed, f=field: f.say(_refused(day_of, typed, tr("The day"))))
            line.committed.connect(lambda _: self._set_baseline())

    def fill(self, process: SalesProcess) -> None:
        targets, baseline = process.strategy.targets, process.strategy.baseline
        for name, line in self.lines.items():
            value = getattr(targets, name)
            line.show_text(share_text(value) if name in _SHARES else number_text(value))
        if baseline is not None or not self._half_given():
            self.begins.show_text(str(baseline.begins) if baseline else "")
            self.ends.show_text(str(baseline.ends) if baseline else "")

    def _half_given(self) -> bool:
        """Whether one of the two days is written and waits for the other."""
        return bool(self.begins.text().strip()) != bool(self.ends.text().strip())

    def _set(self, name: str, typed: str) -> None:
        assert self.process is not None
        if not _target_problem(name, typed):
            title = next(title for known, title, _ in _TARGETS if known == name)
            value = _read_target(name, typed)
            self.tell(
                tr("Change the target of {title}", title=mid_sentence(title)),
                with_target(self.process, name, value),
            )

    def _set_baseline(self) -> None:
        assert self.process is not None
        first, last = self.begins.text(), self.ends.text()
        if _refused(day_of, first, tr("The day")) or _refused(day_of, last, tr("The day")):
            return
        begins, ends = day_of(first, ""), day_of(last, "")
        wrong = begins is not None and ends is not None and ends < begins
        self.ends_field.say(
            tr("The baseline ends before it begins; change one of the days.") if wrong else ""
        )
        if wrong:
            return
        if begins is not None and ends is not None:
            self.tell(tr("Change the baseline"), with_baseline(self.process, Baseline(begins, ends)))
        elif begins is None and ends is None:
            self.tell(tr("Remove the baseline"), with_baseline(self.process, None))


def handoffs_card(palette: Palette) -> RowsCard:
    """The hand-overs between the roles of the process."""
    examples = ("H1", "MKT", "SDR", "mql", tr("accepted, rejected"), "1bd", tr("bad fit, no need"), "60 %")
    stretches = (1, 2, 2, 3, 3, 1, 3, 2)
    columns = [Column(*parts) for parts in zip(HANDOFF_COLUMNS, examples, stretches, strict=True)]
    return RowsCard(
        tr("Hand-overs"),
        tr(
            "What one area gives to another: the event that asks for it, those that settle it (the "
            "acceptance first), and the time for it."
        ),
        "hand-over",
        EntryTable(tr("hand-over"), columns, palette.muted, key_column=1),
        lambda process: process.handoffs,
        handoff_row,
        handoff_of,
        with_handoffs,
        lambda process, row: (row[0] or free_id("H", (one.id for one in process.handoffs)), *row[1:]),
    )


def changes_card(palette: Palette) -> RowsCard:
    """What was changed in the way of selling, and what it was to bring."""
    examples = (
        "C1",
        "2026-03-01",
        tr("Discovery checklist"),
        tr("Enablement"),
        "skip.Discovery",
        "0.35",
        "0.15",
        "2026-06-30",
    )
    stretches = (1, 2, 4, 3, 3, 1, 2, 2)
    columns = [Column(*parts) for parts in zip(CHANGE_COLUMNS, examples, stretches, strict=True)]
    return RowsCard(
        tr("Recorded changes"),
        tr("What was changed, when, and what it was to bring; the screen Changes tells what became of it."),
        "change",
        EntryTable(tr("change"), columns, palette.muted, key_column=1),
        lambda process: process.strategy.changes,
        change_row,
        change_of,
        with_changes,
        lambda process, row: (row[0] or free_id("C", (one.id for one in process.strategy.changes)), *row[1:]),
    )


def stakeholders_card(palette: Palette) -> RowsCard:
    """Who is kept informed, and how often."""
    examples, stretches = (tr("Head of marketing"), tr("Marketing"), "weekly"), (3, 3, 2)
    columns = [Column(*parts) for parts in zip(STAKEHOLDER_COLUMNS, examples, stretches, strict=True)]
    return RowsCard(
        tr("Stakeholders"),
        tr(
            "Who is to be kept informed of how the process is followed, and how often: weekly, "
            "monthly, quarterly."
        ),
        "stakeholder",
        EntryTable(tr("stakeholder"), columns, palette.muted),
        lambda process: process.strategy.stakeholders,
        stakeholder_row,
        stakeholder_of,
        with_stakeholders,
    )


def offers(names: Iterable[str], hints: Iterable[str] | None = None) -> tuple[Offer, ...]:
    """Names as what can be chosen."""
    made = [Offer(name) for name in names]
    return (
        tuple(replace(one, hint=hint) for one, hint in zip(made, hints, strict=True))
        if hints
        else tuple(made)
    )


def _read_target(name: str, typed: str) -> float | None:
    return share_of(typed, tr("The target")) if name in _SHARES else number_of(typed, tr("The target"))


def _target_problem(name: str, typed: str) -> str:
    assert name in Targets.__dataclass_fields__
    problem = _refused(_read_target, name, typed)
    if problem or name in _SHARES:
        return problem
    value = _read_target(name, typed)
    return tr("The target has to be above 0.") if value is not None and value <= 0 else ""


def _refused(read: Callable[..., object], *given: str) -> str:
    """Why a text cannot be read, "" where it can."""
    try:
        read(*given)
    except UserError as error:
        return str(error)
    return ""
