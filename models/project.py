"""A project: everything the user edits and saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.calendar import CalendarChoice
from models.case_filter import CaseFilter
from models.change_plan import ChangePlan
from models.costs import Costs
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.petri_net import PetriNet
from models.preparation import Preparation
from models.recipe import Recipe
from models.report_template import ReportTemplate
from models.review import Review
from models.sales_process import SalesProcess
from models.saved_filter import SavedFilter
from models.snapshot import Snapshot
from models.thresholds import Thresholds

ProcessModel = SalesProcess | PetriNet
"""A documented process: written as stages, or imported from BPMN or PNML."""


@dataclass(frozen=True, eq=False)
class Project:
    """The imported log with what is known of its import, how it is prepared, the process, the filter and notes.

    `log` is as it was imported; analyses take it as `preparation` says (`mining.preparation`). `recipe` is how the
    export was read, for the next one of the same CRM. `costs` is what departures from the process cost, `calendar`
    the working time that durations are counted in. `saved_filters` are kept in the order in which they were saved.
    `process` is the version in force now, `earlier` are those before it, the oldest first: every deal is checked
    against the one in force when it was worked. `drafts` are processes that are tried out and in force nowhere.
    `leads` is the log of marketing's leads, a case a lead, where the export has them. `areas` gives the role that
    people of the log have in the process, where the CRM does not say it or says it wrong. `thresholds` are those of
    the verdicts, `reviews` the days on which somebody looked, in order of time. `plan` is the written change plan,
    `report` the template of the report, `snapshots` how things stood on days that were kept, in order of time.
    `stand_ins` says who is called what where people are not named; a person keeps the one that was given first.
    """

    name: str
    log: EventLog | None = None
    summary: ImportSummary | None = None
    process: ProcessModel | None = None
    filter: CaseFilter = field(default_factory=CaseFilter)
    notes: str = ""
    preparation: Preparation = field(default_factory=Preparation)
    recipe: Recipe | None = None
    costs: Costs = field(default_factory=Costs)
    calendar: CalendarChoice = None
    saved_filters: tuple[SavedFilter, ...] = ()
    earlier: tuple[SalesProcess, ...] = ()
    drafts: tuple[SalesProcess, ...] = ()
    leads: EventLog | None = None
    areas: Mapping[str, str] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=Thresholds)
    reviews: tuple[Review, ...] = ()
    plan: ChangePlan = field(default_factory=ChangePlan)
    report: ReportTemplate = field(default_factory=ReportTemplate)
    snapshots: tuple[Snapshot, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
