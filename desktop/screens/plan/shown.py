"""What the screen shows of a project, and under which names: real ones only where the user asked for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mining.areas.documented import HandoverCount
from mining.export.stand_ins import stand_ins_of
from mining.plan.measuring import strategy_of
from mining.plan.metrics import OF_DEALS, metric_of, metric_words, person_words
from mining.process.roles import roles_of
from models.analysis import Analysis
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from models.sales_process import SalesProcess
from models.strategy import Stakeholder
from resources.translation import tr

TEAM, REP = "team:", "rep:"
"""Before the name of a team or a rep, in the choice of whom something is measured of."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A project on a day; `analysis` is None without deals, `counts` are those of its documented hand-overs."""

    project: Project
    analysis: Analysis | None
    counts: tuple[HandoverCount, ...]
    today: date
    real_names: bool

    @property
    def stand_ins(self) -> Mapping[str, str] | None:
        """What stands for every person, None where they are named."""
        return None if self.real_names else stand_ins_in(self.project, self.analysis)

    def metrics(self) -> tuple[tuple[str, str], ...]:
        """The metrics that can be chosen, with their words: those of deals, then deviations by their names."""
        keys: set[DeviationKey] = set()
        if self.analysis is not None and self.analysis.conformance is not None:
            keys = {one.key for one in self.analysis.conformance.deviations}
        if isinstance(self.project.process, SalesProcess):
            keys |= {DeviationKey(DeviationType.SKIPPED, one.name) for one in self.project.process.stages}
        named = [(metric_of(key), metric_words(metric_of(key))) for key in keys if key.stage]
        return ("", tr("Nothing")), *OF_DEALS.items(), *sorted(named, key=lambda pair: pair[1].casefold())

    def groups(self) -> tuple[tuple[str, str], ...]:
        """Of whom something can be measured: everybody, a team, a rep."""
        found = [("", tr("Everybody"))]
        if self.analysis is None:
            return tuple(found)
        cases = self.analysis.log.cases
        found += [(f"{TEAM}{name}", name) for name in sorted(cases.team.labels) if name]
        people = [(f"{REP}{name}", person_words(name, self.stand_ins)) for name in cases.owner.labels if name]
        return (*found, *sorted(people, key=lambda pair: pair[1].casefold()))

    def stakeholders(self) -> tuple[Stakeholder, ...]:
        """Everybody whom the strategy or an action keeps informed, each once."""
        actions = (one for action in self.project.plan.actions for one in action.stakeholders)
        known: dict[str, Stakeholder] = {}
        for one in (*strategy_of(self.project.process).stakeholders, *actions):
            known.setdefault(one.who, one)
        return tuple(known.values())

    def roles(self) -> Sequence[tuple[str, str]]:
        """The areas that the process names: short name and title."""
        process = self.project.process
        return tuple(roles_of(process).items()) if isinstance(process, SalesProcess) else ()


def stand_ins_in(project: Project, analysis: Analysis | None) -> dict[str, str]:
    """The stand-ins of everybody in the analysed log; who was given one in the project keeps it."""
    log = analysis.log if analysis is not None else project.log
    return {**(log.derived(stand_ins_of) if log is not None else {}), **project.stand_ins}
