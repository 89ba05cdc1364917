"""A newer export joins a project: hand-made logs, counted by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.sources.source import Imported
from mining.updating import NothingInCommon, UpdateSummary, updated
from models.case_filter import CaseFilter
from models.case_table import NO_TIME, PIPELINE, CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventKind, EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation
from models.project import Project
from models.quality import Fault, Finding
from models.sales_process import SalesProcess, Stage
from tests.builders import DAY, START, a_history

Row = tuple[str, str, int]


def log_of_rows(
    *rows: Row, who: list[str] | None = None, kind: int = EventKind.STAGE, **cases: object
) -> EventLog:
    """Rows of deal, step and day; deals in order of first appearance."""
    ids = list(dict.fromkeys(deal for deal, _, _ in rows))
    order = sorted(range(len(rows)), key=lambda i: (ids.index(rows[i][0]), rows[i][2]))
    counts = [sum(deal == identifier for deal, _, _ in rows) for identifier in ids]
    return EventLog(
        activity=Categorical.of([rows[i][1] for i in order]),
        timestamp=np.array([START + rows[i][2] * DAY for i in order], dtype=np.int64),
        resource=Categorical.of([(who or [""] * len(rows))[i] for i in order]),
        kind=np.full(len(rows), kind, dtype=np.int8),
        case_start=np.cumsum([0, *counts]).astype(np.int64),
        cases=CaseTable.bare(tuple(ids), **cases),
    )


def imported(log: EventLog, robots: tuple[str, ...] = ()) -> Imported:
    return Imported(log, ImportSummary("table", ("new.csv",), log.n_events, robots=robots))


def rows_of(log: EventLog) -> list[Row]:
    cases = log.case_of_event.tolist()
    days = ((log.timestamp - START) // DAY).tolist()
    return [(log.cases.ids[c], log.activity.text(i), days[i]) for i, c in enumerate(cases)]


OLD = log_of_rows(
    ("A", "Qualify", 0), ("A", "Demo", 1), ("B", "Qualify", 0), ("C", "Qualify", 3),
    owner=Categorical.of(["Ann", "Bob", "Bob"]),
)  # fmt: skip
NEW = log_of_rows(
    ("D", "Qualify", 5), ("B", "Qualify", 0), ("A", "Demo", 1), ("A", "Won", 4),
    owner=Categorical.of(["Eve", "Bob", "Ann"]),
)  # fmt: skip


def test_that_deals_are_new_changed_unchanged_or_missing_and_events_come_once() -> None:
    project, told = updated(Project("P", OLD), imported(NEW))
    assert project.log is not None
    assert rows_of(project.log) == [
        ("A", "Qualify", 0), ("A", "Demo", 1), ("A", "Won", 4), ("B", "Qualify", 0), ("C", "Qualify", 3),
        ("D", "Qualify", 5),
    ]  # fmt: skip
    assert told == UpdateSummary(new=1, changed=1, unchanged=1, missing=1, added=2, kept=1)
    assert project.log.cases.owner.texts() == ["Ann", "Bob", "Bob", "Eve"]
    assert project.summary is not None
    assert project.summary.notes[0] == "Update: 1 new deal, 1 changed, 1 unchanged; 2 new events."


def test_that_everything_else_of_the_project_stays() -> None:
    before = Project("P", OLD, ImportSummary("table", ("old.csv",), 4, robots=("Bot",)), notes="Mine",
                     filter=CaseFilter(owners=frozenset({"Ann"})), preparation=Preparation(currency="EUR"))  # fmt: skip
    project, _ = updated(before, imported(NEW, ("Flow",)))
    assert (project.name, project.notes, project.filter, project.preparation) == (
        "P", "Mine", before.filter, before.preparation,
    )  # fmt: skip
    assert project.summary is not None
    assert (project.summary.files, project.summary.robots) == (("old.csv", "new.csv"), ("Bot", "Flow"))


def test_that_the_newer_columns_count_even_where_they_are_empty() -> None:
    old = log_of_rows(("A", "Qualify", 0), ("B", "Qualify", 0), owner=Categorical.of(["Ann", "Ann"]),
                      team=Categorical.of(["North", "South"]), amount=np.array([1.0, 2.0]),
                      name=("Acme", "Bolt"), outcome=np.array([Outcome.WON, Outcome.OPEN], dtype=np.int8),
                      closed=np.array([START, NO_TIME]))  # fmt: skip
    new = log_of_rows(("A", "Qualify", 0), ("B", "Qualify", 0), owner=Categorical.of(["", "Bob"]),
                      amount=np.array([np.nan, 5.0]),
                      outcome=np.array([Outcome.OPEN, Outcome.OPEN], dtype=np.int8))  # fmt: skip
    project, told = updated(Project("P", old), imported(new))
    assert project.log is not None
    cases = project.log.cases
    assert cases.owner.texts() == ["", "Bob"]
    assert cases.team.texts() == ["North", "South"]  # the newer export has no teams at all
    assert cases.name == ("Acme", "Bolt")
    assert (np.isnan(cases.amount[0]), cases.amount[1]) == (True, 5.0)
    assert cases.outcome.tolist() == [Outcome.OPEN, Outcome.OPEN]
    assert cases.closed.tolist() == [NO_TIME, NO_TIME]
    assert (told.changed, told.unchanged) == (2, 0)


def test_that_a_creation_that_is_only_the_first_event_stays_the_earlier_one() -> None:
    old = log_of_rows(("A", "Qualify", 0), ("A", "Demo", 5), created=np.array([START]))
    shorter = log_of_rows(("A", "Demo", 5), created=np.array([START + 5 * DAY]))
    said = log_of_rows(("A", "Demo", 5), created=np.array([START + 2 * DAY]))
    for new, created in ((shorter, START), (said, START + 2 * DAY)):
        project, told = updated(Project("P", old), imported(new))
        assert project.log is not None
        assert project.log.cases.created.tolist() == [created]
        assert told.kept == 1


def test_that_an_export_that_ends_before_the_project_does_not_open_a_deal_again() -> None:
    won = log_of_rows(
        ("A", "Qualify", 0), ("A", "Won", 9), amount=np.array([5.0]), owner=Categorical.of(["Ann"]),
        outcome=np.array([Outcome.WON], dtype=np.int8), closed=np.array([START + 9 * DAY]),
        created=np.array([START]),
    )  # fmt: skip
    earlier = log_of_rows(
        ("A", "Lead", -3), ("A", "Qualify", 0), ("B", "Qualify", 2), amount=np.array([4.0, 2.0]),
        owner=Categorical.of(["Bob", "Bob"]), outcome=np.array([Outcome.OPEN] * 2, dtype=np.int8),
        team=Categorical.of(["North", "South"]), created=np.array([START - 3 * DAY, START + 2 * DAY]),
    )  # fmt: skip
    project, told = updated(Project("P", won), imported(earlier))
    assert project.log is not None
    assert [row[:2] for row in rows_of(project.log)] == [
        ("A", "Lead"), ("A", "Qualify"), ("A", "Won"), ("B", "Qualify"),
    ]  # fmt: skip
    cases = project.log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert cases.closed.tolist() == [START + 9 * DAY, NO_TIME]
    assert cases.amount.tolist() == [5.0, 2.0]
    assert cases.owner.texts() == ["Ann", "Bob"]
    assert cases.team.texts() == ["North", "South"]  # of which the project knew nothing
    assert cases.created.tolist() == [START - 3 * DAY, START + 2 * DAY]
    assert "so the export is the older one" in told.notes[0]


def test_that_an_event_that_is_there_twice_stays_twice() -> None:
    twice = log_of_rows(("A", "Call", 0), ("A", "Call", 0))
    once = log_of_rows(("A", "Call", 0))
    for old, new in ((twice, once), (once, twice), (twice, twice)):
        project, told = updated(Project("P", old), imported(new))
        assert project.log is not None
        assert project.log.n_events == 2
        assert (told.added, told.kept) == (2 - old.n_events, 2 - new.n_events)


def test_that_the_same_step_of_another_kind_is_another_event() -> None:
    stage, activity = log_of_rows(("A", "Demo", 0)), log_of_rows(("A", "Demo", 0), kind=EventKind.ACTIVITY)
    project, _ = updated(Project("P", stage), imported(activity))
    assert project.log is not None
    assert project.log.kind.tolist() == [EventKind.STAGE, EventKind.ACTIVITY]


def test_that_events_at_the_same_time_take_the_order_of_the_newer_export() -> None:
    old = log_of_rows(("A", "X", 0), ("A", "Y", 0), ("A", "Z", 0))
    new = log_of_rows(("A", "Y", 0), ("A", "W", 0), ("A", "X", 0))
    project, _ = updated(Project("P", old), imported(new))
    assert project.log is not None
    assert project.log.trace(0) == ("Z", "Y", "W", "X")


def test_that_what_the_newer_export_leaves_empty_of_an_event_is_kept() -> None:
    old = replace(
        log_of_rows(("A", "X", 0), ("A", "Y", 1), who=["Ann", "Ann"]),
        extra={"Note": Categorical.of(["n", "m"])},
    )
    new = log_of_rows(("A", "X", 0), ("A", "Y", 1), ("A", "Z", 2), who=["", "Bob", "Eve"])
    project, _ = updated(Project("P", old), imported(new))
    assert project.log is not None
    assert project.log.resource.texts() == ["Ann", "Bob", "Eve"]
    assert project.log.extra["Note"].texts() == ["n", "m", ""]


def test_that_an_export_with_nothing_in_common_is_refused() -> None:
    with pytest.raises(NothingInCommon, match="no deal in common: is it another CRM"):
        updated(Project("P", OLD), imported(log_of_rows(("X", "Qualify", 0))))


def test_that_what_was_found_of_deals_that_are_missing_now_stays_known() -> None:
    finding = Finding(Fault.CUT_OFF, 2, "2 deals start in the middle.", ("A", "C"), ("A", "C"))
    summary = ImportSummary("table", ("old.csv",), 4, findings=(finding,))
    project, _ = updated(Project("P", OLD, summary), imported(NEW))
    assert project.summary is not None
    (left,) = project.summary.findings
    assert (left.fault, left.count, left.deals) == (Fault.CUT_OFF, 1, ("C",))


def test_that_a_project_without_a_log_takes_it() -> None:
    project, told = updated(Project("P"), imported(NEW))
    assert project.log is NEW
    assert (told.new, told.added) == (3, 4)


def test_that_a_pipeline_that_is_new_and_not_checked_is_told() -> None:
    old = log_of_rows(("A", "X", 0), extra={PIPELINE: Categorical.of(["Sales"])})
    new = log_of_rows(("A", "X", 0), ("B", "X", 0), extra={PIPELINE: Categorical.of(["Sales", "Renewals"])})
    _, told = updated(Project("P", old, preparation=Preparation(frozenset({"Sales"}))), imported(new))
    assert told.notes == ("New in the export, but not among the pipelines that are checked: Renewals.",)
    _, told = updated(Project("P", old), imported(new))
    assert told.notes == ()


def test_that_a_stage_that_neither_the_process_nor_the_project_knows_is_told() -> None:
    process = SalesProcess("P", (Stage("Qualify", ("Qualify", "Intake")), Stage("Demo", ("Demo",))))
    new = log_of_rows(("A", "Qualify", 0), ("A", "Intake", 1), ("A", "Legal", 2), ("A", "Show", 3))
    before = Project("P", OLD, process=process, preparation=Preparation(stages={"Show": "Demo"}))
    _, told = updated(before, imported(new))
    assert told.notes == ("New in the export, and no stage of the documented process: Legal.",)


ROWS = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"), st.integers(0, 3)), min_size=1, max_size=12
)


@given(ROWS, ROWS)
def test_that_nothing_is_lost_and_nothing_comes_from_nowhere(one: list[Row], two: list[Row]) -> None:
    one, two = [("A", "x", 0), *one], [("A", "x", 0), *two]
    project, told = updated(Project("P", log_of_rows(*one)), imported(log_of_rows(*two)))
    assert project.log is not None
    found = rows_of(project.log)
    assert {row: found.count(row) for row in found} == {
        row: max(one.count(row), two.count(row)) for row in {*one, *two}
    }
    olds, news = {row[0] for row in one}, {row[0] for row in two}
    assert (told.new, told.missing) == (len(news - olds), len(olds - news))
    changed = {row[0] for row in two if two.count(row) > one.count(row)} & olds
    assert (told.changed, told.unchanged) == (len(changed), len(olds & news) - len(changed))
    again, told = updated(project, imported(log_of_rows(*two)))
    assert again.log is not None
    assert sorted(rows_of(again.log)) == sorted(found)
    assert (told.new, told.changed, told.added) == (0, 0, 0)


def test_that_the_changes_of_both_exports_are_one_history() -> None:
    before = replace(
        log_of_rows(("A", "Qualify", 0), ("B", "Qualify", 0)),
        changes=a_history(
            (0, 0, "Amount", "", "100", "Ann"),
            (0, 1, "Amount", "100", "120", ""),
            (1, 0, "Amount", "", "7", ""),
        ),
    )
    after = replace(
        log_of_rows(("C", "Qualify", 0), ("A", "Qualify", 0)),
        changes=a_history(
            (0, 0, "Amount", "", "9", "Bob"),
            (1, 1, "Amount", "100", "120", "Ann"),
            (1, 2, "Amount", "", "120", "Ann"),  # where the newer history begins nothing changed
            (1, 3, "Amount", "120", "150", "Ann"),
        ),
    )
    project, _ = updated(Project("P", before), imported(after))
    assert project.log is not None
    found = project.log.changes
    assert project.log.cases.ids == ("A", "B", "C")
    told = zip(found.case.tolist(), found.old.texts(), found.new.texts(), found.who.texts(), strict=True)
    assert list(told) == [
        (0, "", "100", "Ann"),
        (0, "100", "120", "Ann"),
        (0, "120", "150", "Ann"),
        (1, "", "7", ""),
        (2, "", "9", "Bob"),
    ]


def test_that_leads_join_by_the_same_rules_and_stay_where_an_export_has_none() -> None:
    old = log_of_rows(("L1", "New", 0), ("L2", "New", 1), owner=Categorical.of(["Ann", "Bob"]))
    newer = log_of_rows(
        ("L2", "New", 1), ("L2", "Accepted", 3), ("L3", "New", 4), owner=Categorical.of(["Eve", "Eve"])
    )
    project = Project("P", OLD, leads=old)
    joined, told = updated(project, replace(imported(NEW), leads=newer))
    assert joined.leads is not None
    assert rows_of(joined.leads) == [
        ("L1", "New", 0),
        ("L2", "New", 1),
        ("L2", "Accepted", 3),
        ("L3", "New", 4),
    ]
    assert joined.leads.cases.owner.texts() == ["Ann", "Eve", "Eve"]
    assert told.new == 1  # deals are counted, not leads
    assert updated(project, imported(NEW))[0].leads is old
    assert updated(Project("P", OLD), replace(imported(NEW), leads=newer))[0].leads is newer
    assert updated(Project("P"), replace(imported(NEW), leads=newer))[0].leads is newer
