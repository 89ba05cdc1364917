"""The panel at the right of the editor: the form of what is selected, and a list of all that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.process_editor.forms.block_form import BlockForm
from desktop.screens.process_editor.forms.end_form import EndForm
from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.problem_list import ProblemList
from desktop.screens.process_editor.forms.process_form import RULES, SIGNALS, ProcessForm
from desktop.screens.process_editor.forms.rule_form import RuleForm
from desktop.screens.process_editor.forms.shown import Matches, Shown
from desktop.screens.process_editor.forms.signal_form import SignalForm
from desktop.screens.process_editor.forms.stage_form import StageForm
from desktop.screens.process_editor.selection import WHOLE, Kind, Selection
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from models.editing_facts import EditingFacts
from models.process_problem import ProcessProblem
from models.sales_process import Parallel, SalesProcess
from resources.translation import tr

PANEL_WIDTH = 320
_EDGE = 14


class DetailsPanel(QFrame):
    """Whatever is typed becomes an edit of its own; the panel itself changes nothing until it is shown again."""

    edited = Signal(str, object)
    """The verb for the undo menu, and the `SalesProcess` after the edit."""

    selected = Signal(object)
    """Another `Selection` is wanted: a problem, a rule or a signal was clicked, or what was shown has a new name."""

    def __init__(
        self, palette: Palette, matches: Matches = lambda _: None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("processDetails")
        self.setFixedWidth(PANEL_WIDTH)
        self._palette = palette
        self._matches = matches
        self.heading = text(role="heading", wrap=True)
        self.problems = ProblemList(palette)
        self._pages: dict[Kind, QWidget] = {}
        self._kind: Kind = "process"
        self._telling = False
        self._stack = QStackedWidget()
        self._build()

    @cached_property
    def stage(self) -> StageForm:
        """That of a stage; like the others made when it is needed first."""
        return StageForm(self._palette)

    @cached_property
    def end(self) -> EndForm:
        """That of an end."""
        return EndForm(self._palette)

    @cached_property
    def block(self) -> BlockForm:
        """That of a block."""
        return BlockForm(self._palette)

    @cached_property
    def rule(self) -> RuleForm:
        """That of a rule."""
        return RuleForm(self._palette)

    @cached_property
    def signal(self) -> SignalForm:
        """That of a signal."""
        return SignalForm(self._palette, self._matches)

    @cached_property
    def process(self) -> ProcessForm:
        """That of the process as a whole."""
        return ProcessForm(self._palette, self._matches)

    @property
    def form(self) -> Form:
        """The form that is shown."""
        found: Form = getattr(self, self._kind)
        return found

    def show_selection(
        self,
        process: SalesProcess,
        selection: Selection,
        problems: Sequence[ProcessProblem],
        facts: EditingFacts,
    ) -> None:
        """Show a part of the process; the process as a whole where what is selected is not there any more."""
        shown = Shown(process, selection, tuple(problems), facts)
        missing = selection.kind != "process" and getattr(shown, selection.kind) is None
        if missing and self._telling:
            return  # what is edited has another name now, which is selected next; the focus stays where it is
        if missing:
            shown = Shown(process, WHOLE, tuple(problems), facts)
        kind = shown.selection.kind
        if kind in ("rule", "signal"):
            self.process.show_page(RULES if kind == "rule" else SIGNALS)
        self.heading.setText(_title(shown))
        self._kind = kind
        self.form.show_part(shown)
        page = self._page()
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
        self.problems.show_problems(shown.problems, process)

    def show_matches(self) -> None:
        """How often the log has the signals is known anew."""
        for kind in self._pages:
            if kind in ("process", "signal"):
                getattr(self, kind).show_matches()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        for kind in self._pages:
            getattr(self, kind).set_palette_colors(palette)
        self.problems.set_palette_colors(palette)

    def _tell(self, verb: str, process: SalesProcess) -> None:
        self._telling = True
        try:
            self.edited.emit(verb, process)
        finally:
            self._telling = False

    def _page(self) -> QWidget:
        """The scrolled form that is shown."""
        kind = self._kind
        if kind not in self._pages:
            holder = QWidget()
            holder.setObjectName("content")
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(_EDGE, 4, _EDGE, _EDGE)
            inside.addWidget(self.form)
            self._pages[kind] = scrolled(holder, tr("Fields"))
            self._stack.addWidget(self._pages[kind])
            self.form.edited.connect(self._tell)
            self.form.selected.connect(self.selected)
        return self._pages[kind]

    def _build(self) -> None:
        self.problems.selected.connect(self.selected)
        self.heading.setContentsMargins(_EDGE, 12, _EDGE, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self._stack, 1)
        column.addWidget(self.problems)


def _title(shown: Shown) -> str:
    kind = shown.selection.kind
    if kind == "stage" and shown.stage is not None:
        return tr(
            "Stage {index} of {stages}",
            index=shown.process.stages.index(shown.stage) + 1,
            stages=len(shown.process.stages),
        )
    if kind == "block":
        return tr("Worked side by side") if isinstance(shown.block, Parallel) else tr("Choice")
    if kind == "rule":
        return tr("Rule")
    return {"end": tr("End"), "signal": tr("Signal")}.get(kind, tr("Documented process"))
