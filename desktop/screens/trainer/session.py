"""One training session: its material, whose it is, and what may be reached from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from mining.training.answers_file import AnswersFile
from models.analysis import Analysis, View
from models.case_filter import CaseFilter
from models.case_table import CaseTable
from models.conformance import Conformance
from models.progress import Report
from models.project import ProcessModel
from models.training import ExerciseKind, Group, Material, Whom


@dataclass(frozen=True)
class Wish:
    """What a session is wanted for: whose deals, how many exercises of which kinds, and which set of them."""

    whom: Whom
    label: str
    kinds: frozenset[ExerciseKind]
    exercises: int
    number: int = 1


@dataclass(frozen=True, eq=False)
class Prepared:
    """What was made for a wish; `view` is the map of just those deals."""

    wish: Wish
    material: Material
    view: View


@dataclass(frozen=True, eq=False)
class Session:
    """What the window of a session shows.

    `analysis` has all deals, `view` those that are replayed. `real_name` is who is trained, by name; `cases` name the
    deals. `is_own_only` lets nothing else be reached, and `pin` is what ends such a session, empty where a question
    does.
    """

    analysis: Analysis
    prepared: Prepared
    answers: AnswersFile
    cases: CaseTable
    accent: str
    logo: bytes = b""
    is_own_only: bool = False
    pin: str = ""
    today: Callable[[], date] = date.today

    @property
    def material(self) -> Material:
        """Deals and exercises."""
        return self.prepared.material

    @property
    def view(self) -> View:
        """The map of the deals."""
        return self.prepared.view

    def title(self, real_names: bool) -> str:
        """Whose deals they are."""
        whom = self.prepared.wish.whom
        is_hidden_rep = whom.group is Group.REP and real_names
        return whom.name if is_hidden_rep else self.material.label

    def deal_title(self, case: int, name: str, real_names: bool) -> str:
        """`Deal A`, with id, name and owner where names are shown."""
        if not real_names:
            return name
        known = (self.cases.ids[case], self.cases.name[case], self.cases.owner.text(case))
        return f"{name}: {', '.join(part for part in dict.fromkeys(known) if part)}"


def prepared(
    analysis: Analysis, found: Conformance, process: ProcessModel, wish: Wish, report: Report
) -> Prepared:
    """The work in the thread: choose deals, make exercises, and draw the map of these deals alone."""
    from mining.analysis import view_of
    from mining.training.material import material
    from mining.training.source import Source

    source = Source(analysis, found, process, wish.whom, wish.number)
    made = material(source, wish.label, wish.kinds, wish.exercises, report)
    return Prepared(wish, made, view_of(analysis, _only(wish.whom)))


def _only(whom: Whom) -> CaseFilter:
    names: Collection[str] = frozenset((whom.name,))
    by_group: Mapping[Group, CaseFilter] = {
        Group.EVERYBODY: CaseFilter(),
        Group.TEAM: CaseFilter(teams=frozenset(names)),
        Group.REP: CaseFilter(owners=frozenset(names)),
    }
    return by_group[whom.group]
