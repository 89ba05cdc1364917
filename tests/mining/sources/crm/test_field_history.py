"""How amounts, close dates and owners of every source become one field history."""

from pathlib import Path

import numpy as np

from mining.sources.crm.field_changes import FieldChanges, Places, stage_events
from mining.sources.crm.log import Found, crm_log
from mining.sources.source import Imported, ImportOptions
from models.categorical import Categorical
from tests.mining.sources.reading import DAY, changes, read, write

START = 1_767_571_200_000_000
HEADER = "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,Probability,PrevAmount,SystemModstamp"
DEAL = "006000000000001AAA"


def trail(*rows: tuple[str, str, str | None, str | None, int]) -> FieldChanges:
    """A trail of the deal d1 of these fields, old and new values and days, all in lines of one file."""
    case, field, old, new = (Categorical.of([row[place] for row in rows]) for place in range(4))
    time = np.array([START + row[4] * DAY for row in rows], dtype=np.int64)
    lines = np.arange(2, 2 + len(rows), dtype=np.int64)
    places = Places(Categorical.of(["trail.csv"] * len(rows)), lines)
    return FieldChanges(case, time, Categorical.of(["Ann"] * len(rows)), field, old, new, places=places)


def imported(*rows: tuple[str, str, str | None, str | None, int], **options: object) -> Imported:
    told = trail(("d1", "stage", "New", "Won", 9), *rows)
    events, _ = stage_events(told)
    return crm_log("x", Found(("trail.csv",), 3, events, changes=told), ImportOptions(**options))  # type: ignore[arg-type]


def values(result: Imported) -> list[tuple[str, str, str]]:
    return [change[:3] for change in changes(result.log).get("d1", [])]


def test_that_amounts_and_dates_of_any_spelling_are_written_alike():
    found = imported(
        ("d1", "amount", "$1,000.00", "$22,700.50", 1),
        ("d1", "close date", "2026-03-31T00:00:00Z", "2026-04-30T00:00:00Z", 2),
        ("d1", "owner", "Bo", "Ann", 3),
    )
    assert values(found) == [
        ("Amount", "1000", "22700.5"),
        ("Close date", "2026-03-31", "2026-04-30"),
        ("Owner", "Bo", "Ann"),
    ]
    assert found.summary.quarantined == ()


def test_that_a_value_that_cannot_be_read_is_set_aside_with_its_line_and_a_reason():
    found = imported(("d1", "amount", "100", "a lot", 1), ("d1", "amount", "100", "120", 2))
    assert values(found) == [("Amount", "100", "120")]
    (row,) = found.summary.quarantined
    assert (row.file, row.line) == ("trail.csv", 3)
    assert row.reason == "an amount that is no number: the change is not in the history of the deal"


def test_that_a_close_date_that_is_none_is_set_aside_and_one_that_is_empty_is_taken_away():
    found = imported(
        ("d1", "close date", "2026-03-31", "soon", 1), ("d1", "close date", "2026-03-31", None, 2)
    )
    assert values(found) == [("Close date", "2026-03-31", "")]
    assert [row.reason.partition(":")[0] for row in found.summary.quarantined] == [
        "a close date that is no date"
    ]


def test_that_dates_which_can_be_read_in_two_ways_are_noted_and_not_guessed():
    found = imported(("d1", "close date", "03/04/2026", "05/06/2026", 1))
    assert values(found) == []
    assert any("close date" in note for note in found.summary.notes)
    told = imported(("d1", "close date", "03/04/2026", "05/06/2026", 1), day_first=True)
    assert values(told) == [("Close date", "2026-04-03", "2026-06-05")]


def test_that_a_page_that_was_read_twice_counts_once_and_the_same_value_is_no_change():
    twice = ("d1", "amount", "100", "120", 1)
    assert values(imported(twice, twice, ("d1", "amount", "120", "120.00", 2))) == [("Amount", "100", "120")]


def test_that_changes_of_deals_without_stages_are_counted_in_a_note():
    found = imported(("gone", "amount", "1", "2", 1))
    assert values(found) == []
    assert "1 change of fields of deals without stages in this export: left out." in found.summary.notes


def test_that_the_saves_of_salesforce_tell_the_first_values_and_every_change(tmp_path: Path):
    saves = [
        ("2026-01-05T09", "Qualify", "14000", "2026-03-31", "10"),
        ("2026-01-07T09", "Qualify", "14000.00", "2026-04-30", "10"),
        ("2026-01-09T09", "Demo", "12900", "2026-04-30", "30"),
        ("2026-01-10T09", "Demo", "12900", "2026-04-30", "60"),
    ]
    rows = [
        f"008{n},{DEAL},u,{at}:00:00.000Z,{stage},{amount},{close},{chance},,{at}:00:00.000Z"
        for n, (at, stage, amount, close, chance) in enumerate(saves)
    ]
    found = read(write(tmp_path, "OpportunityHistory.csv", "\n".join([HEADER, *rows]) + "\n"))
    assert found.log.n_events == 2
    assert [change[:3] for change in changes(found.log)[DEAL]] == [
        ("Amount", "", "14000"),
        ("Close date", "", "2026-03-31"),
        ("Close date", "2026-03-31", "2026-04-30"),
        ("Amount", "14000", "12900"),
        ("Probability", "30", "60"),  # the one before came with its stage
    ]
