"""Any log survives a save: odd texts, missing amounts, unknown times, empty cases."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mining.project_file import load, save
from models.case_filter import CaseFilter
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.change_plan import ActionBaseline, ActionState, ChangeAction, ChangePlan, ServiceLevel
from models.conformance import Status
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Estimate
from models.event_log import EventLog
from models.field_history import FieldHistory
from models.import_summary import ImportSummary, Quarantined
from models.kpi_series import KpiUnit
from models.preparation import Preparation
from models.project import Project
from models.quality import Fault, Finding
from models.report_template import ReportTemplate, TemplateSection
from models.review import Review
from models.saved_filter import SavedFilter
from models.snapshot import Cell, Measured, Snapshot
from models.strategy import Stakeholder
from models.thresholds import Thresholds
from tests.mining.process.processes import processes
from tests.mining.project_equality import assert_same

TEXT = st.text(st.characters(), max_size=6) | st.sampled_from(["", "\0", "\ud800", "NA", "=1+1", "  x\r\n"])
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
TIME = st.just(NO_TIME) | st.integers(NO_TIME, 2**63 - 1)


@st.composite
def columns(draw: st.DrawFn, length: int) -> Categorical:
    labels = draw(st.lists(TEXT, max_size=4))  # unused and repeated ones too
    codes = draw(st.lists(st.integers(MISSING, len(labels) - 1), min_size=length, max_size=length))
    return Categorical(np.array(codes, np.int32), tuple(labels))


@st.composite
def histories(draw: st.DrawFn, cases: int) -> FieldHistory:
    rows = sorted(draw(st.lists(st.tuples(st.integers(0, cases - 1), TIME), max_size=4))) if cases else []
    if not rows:
        return FieldHistory()
    return FieldHistory(
        np.array([case for case, _ in rows], np.int32),
        np.array([time for _, time in rows], np.int64),
        *(draw(columns(len(rows))) for _ in range(4)),
    )


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    sizes = draw(st.lists(st.integers(0, 3), max_size=4))
    n, events = len(sizes), sum(sizes)
    extras = st.dictionaries(TEXT, columns(n), max_size=2)
    event_extras = st.dictionaries(TEXT, columns(events), max_size=2)
    times = [
        at
        for size in sizes
        for at in sorted(draw(st.lists(st.integers(-(2**61), 2**61), min_size=size, max_size=size)))
    ]

    def of(values: st.SearchStrategy[object], count: int = n) -> list[object]:
        return draw(st.lists(values, min_size=count, max_size=count))

    cases = CaseTable(
        ids=tuple(map(str, of(TEXT))),
        name=tuple(map(str, of(TEXT))),
        owner=draw(columns(n)), team=draw(columns(n)), segment=draw(columns(n)),
        source=draw(columns(n)), product=draw(columns(n)), currency=draw(columns(n)),
        amount=np.array(of(st.floats()), np.float64),
        outcome=np.array(of(st.sampled_from(Outcome)), np.int8),
        created=np.array(of(TIME), np.int64),
        closed=np.array(of(TIME), np.int64),
        extra=draw(extras),
    )  # fmt: skip
    return EventLog(
        activity=draw(columns(events)),
        timestamp=np.array(times, np.int64),
        resource=draw(columns(events)),
        kind=np.array(of(st.integers(0, 3), events), np.int8),
        case_start=np.cumsum([0, *sizes]).astype(np.int64),
        cases=cases,
        extra=draw(event_extras),
        changes=draw(histories(n)),
    )


SUMMARIES = st.builds(
    ImportSummary,
    source=TEXT,
    files=st.lists(TEXT, max_size=2).map(tuple),
    rows=st.integers(0, 2**70),
    quarantined=st.lists(st.builds(Quarantined, TEXT, st.integers(0), TEXT), max_size=2).map(tuple),
    notes=st.lists(TEXT, max_size=2).map(tuple),
    findings=st.lists(
        st.builds(Finding, st.sampled_from(Fault), st.integers(0), TEXT, TEXTS, TEXTS), max_size=2
    ).map(tuple),
    robots=TEXTS,
    timezone=TEXT,
)
PREPARATIONS = st.builds(
    Preparation,
    pipelines=st.frozensets(TEXT, max_size=2),
    robots=st.none() | st.frozensets(TEXT, max_size=2),
    stages=st.dictionaries(TEXT, TEXT, max_size=2),
    currency=TEXT,
    rates=st.dictionaries(TEXT, st.floats(min_value=0, exclude_min=True, allow_infinity=False), max_size=2),
    switched=st.frozensets(st.sampled_from(Fault)),
)
SPANS = st.tuples(st.none() | st.floats(allow_nan=False), st.none() | st.floats(allow_nan=False))
FILTERS = st.builds(
    CaseFilter,
    owners=st.frozensets(TEXT, max_size=2),
    teams=st.frozensets(TEXT, max_size=2),
    segments=st.frozensets(TEXT, max_size=2),
    outcomes=st.frozensets(st.sampled_from(Outcome)),
    period=st.tuples(st.none() | st.integers(), st.none() | st.integers()),
    deviation=st.none() | st.builds(DeviationKey, st.sampled_from(DeviationType), TEXT),
    path=st.none() | st.tuples(st.none() | TEXT, st.none() | TEXT),
    rule=st.none() | TEXT,
    amount=SPANS,
    days=SPANS,
    statuses=st.frozensets(st.sampled_from(Status)),
    variants=st.frozensets(TEXTS, max_size=2),
    queries=TEXTS,
)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
STAKEHOLDERS = st.lists(st.builds(Stakeholder, TEXT, TEXT, TEXT), max_size=2).map(tuple)
BASELINES = st.builds(
    ActionBaseline, st.builds(Estimate, NUMBER, NUMBER, NUMBER, st.integers(0)), st.dates(), st.dates()
)
ACTIONS = st.builds(
    ChangeAction,
    id=TEXT, what=TEXT, owner=TEXT, area=TEXT, finding=TEXT, metric=TEXT, group=TEXT, person=TEXT, outcome=TEXT,
    note=TEXT, target_from=TEXT,
    baseline=st.none() | BASELINES,
    target=st.none() | NUMBER,
    due=st.none() | st.dates(),
    started=st.none() | st.dates(),
    state=st.sampled_from(ActionState),
    stakeholders=STAKEHOLDERS,
)  # fmt: skip
PLANS = st.builds(
    ChangePlan,
    TEXT,
    TEXT,
    st.lists(ACTIONS, max_size=2).map(tuple),
    st.lists(st.builds(ServiceLevel, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple),
)
TEMPLATES = st.builds(
    ReportTemplate,
    sections=st.lists(st.builds(TemplateSection, TEXT, st.booleans(), TEXT, TEXT), max_size=2).map(tuple),
    language=TEXT, title=TEXT, author=TEXT, organisation=TEXT, accent=TEXT,
    logo=st.binary(max_size=8),
    findings=st.integers(0, 10),
    per_rep=st.booleans(),
    with_names=st.booleans(),
)  # fmt: skip
CELLS = st.builds(Cell, TEXT, TEXT, TEXT, st.integers(0, 30_000), st.integers(0, 2**31), NUMBER, NUMBER)
SNAPSHOTS = st.builds(
    Snapshot, TEXT, st.dates(), st.dates(), st.dates(), st.integers(0), TEXT,
    st.lists(
        st.builds(
            Measured, TEXT, TEXT, st.sampled_from(KpiUnit), st.none() | st.booleans(),
            st.lists(CELLS, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip
PROJECTS = st.builds(
    Project,
    name=TEXT,
    log=st.none() | logs(),
    summary=st.none() | SUMMARIES,
    filter=FILTERS,
    notes=TEXT,
    preparation=PREPARATIONS,
    process=st.none() | processes(),
    earlier=st.lists(processes(), max_size=2).map(tuple),
    drafts=st.lists(processes(), max_size=1).map(tuple),
    saved_filters=st.lists(st.builds(SavedFilter, TEXT, FILTERS), max_size=2).map(tuple),
    leads=st.none() | logs(),
    areas=st.dictionaries(TEXT, TEXT, max_size=2),
    thresholds=st.builds(Thresholds, everybody_rate=st.floats(0, 1), quarters=st.integers(1, 3)),
    reviews=st.lists(st.builds(Review, st.dates(), TEXT, TEXT), max_size=2).map(tuple),
)
CHANGES = st.builds(
    Project,
    name=TEXT,
    plan=PLANS,
    report=TEMPLATES,
    snapshots=st.lists(SNAPSHOTS, max_size=2).map(tuple),
    stand_ins=st.dictionaries(TEXT, TEXT, max_size=2),
)
"""What is written for the change, without a log: the two have nothing to do with each other in a file."""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(project=CHANGES)
def test_that_a_plan_a_report_snapshots_and_stand_ins_come_back(project: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.lane"
        save(project, path)
        assert_same(load(path), project)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=PROJECTS, second=PROJECTS)
def test_that_any_project_comes_back_and_can_be_replaced(first: Project, second: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.lane"
        for project in (first, second):
            save(project, path)
            assert_same(load(path), project)
