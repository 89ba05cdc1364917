"""Tables replicated by Fivetran: periods of opportunities as their history, joined with the other tables."""

from pathlib import Path

import pytest

from models.case_table import Outcome
from models.errors import UserError
from models.quality import Fault
from tests.mining.sources.reading import DAY, HOUR, read, traces, write
from tests.mining.sources.salesforce.exports import ACME, ANN, BETA, START, folder_of, others, table
from tests.shared import needs_shared, shared

VERSIONS = (
    "_fivetran_active,_fivetran_start,_fivetran_end,_fivetran_synced,id,stage_name,amount,created_date,is_deleted,"
    "is_closed,is_won,name,owner_id"
)


def version(
    deal: str, start: str, stage: str, amount: int, active: bool = False, deleted: bool = False
) -> str:
    flags = [str(flag).lower() for flag in (active, deleted, stage == "Won", stage == "Won")]
    end = "9999-12-31 23:59:59" if active else start
    synced = "2026-03-01 00:00:00"
    created = "2026-01-05 09:00:00"
    return ",".join(
        (flags[0], start, end, synced, deal, stage, str(amount), created, *flags[1:], "Deal", ANN)
    )


PERIODS = table(
    VERSIONS,
    version(ACME, "2026-01-05 09:00:00", "Qualify", 100),
    version(ACME, "2026-01-06 09:00:00", "Qualify", 120),
    version(ACME, "2026-01-12 09:00:00", "Won", 120, active=True),
    version(BETA, "2026-01-20 09:00:00", "Demo", 7, active=True),
    version("006000000000009AAA", "2026-01-20 09:00:00", "Demo", 7, active=True, deleted=True),
)


def test_that_periods_of_validity_are_the_stages_over_time(tmp_path: Path) -> None:
    user = f"id,_fivetran_synced,name,username\n{ANN},2026-03-01 00:00:00,Ann,ann@x.test\n"
    result = read(folder_of(tmp_path, sf_opportunity_history=PERIODS, sf_user=user), timezone="Europe/Berlin")
    log = result.log
    assert traces(log) == {ACME: ("Qualify", "Won"), BETA: ("Demo",)}
    assert (log.timestamp - START).tolist() == [9 * HOUR, 7 * DAY + 9 * HOUR, 15 * DAY + 9 * HOUR]  # UTC
    assert log.cases.amount.tolist() == [120, 7]
    assert log.cases.owner.texts() == ["Ann", "Ann"]
    assert log.cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert result.summary.reasons == {"deleted in Salesforce (IsDeleted)": 1}
    assert [(f.fault, f.examples) for f in result.summary.findings] == [(Fault.CUT_OFF, (BETA,))]


def test_that_only_rows_in_force_describe_people(tmp_path: Path) -> None:
    header = "id,_fivetran_start,_fivetran_active,_fivetran_synced,name,username"
    user = table(
        header,
        f"{ANN},2025-01-01 00:00:00,false,2026-03-01 00:00:00,Ann Maiden,ann@x.test",
        f"{ANN},2025-06-01 00:00:00,true,2026-03-01 00:00:00,Ann Ash,ann@x.test",
    )
    result = read(folder_of(tmp_path, sf_opportunity_history=PERIODS, sf_user=user))
    assert result.log.cases.owner.texts() == ["Ann Ash", "Ann Ash"]
    assert any("1 row of sf_user.csv held only in the past" in note for note in result.summary.notes)


@needs_shared
def test_that_tables_in_which_every_deal_was_deleted_are_refused_with_that_reason() -> None:
    with pytest.raises(
        UserError, match=r"have no event that can be read: deleted in Salesforce \(IsDeleted\) \(20\)"
    ):
        read(shared("data/fivetran_dbt_salesforce_seeds"))


@needs_shared
def test_that_real_tables_join_when_their_deals_are_not_deleted(tmp_path: Path) -> None:
    """The seeds with is_deleted of the opportunities turned off, and two of the tasks given to one of them."""
    for path in shared("data/fivetran_dbt_salesforce_seeds").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if "opportunity" in path.name:
            head, *lines = text.splitlines()
            place = head.split(",").index("is_deleted")
            cells = [line.split(",") for line in lines]
            assert {row[place] for row in cells} == {"true"}
            text = table(head, *(",".join([*row[:place], "false", *row[place + 1 :]]) for row in cells))
        if "task" in path.name:
            text = text.replace("0061G00000N3DTUQA3", "006q000000HddohAAB")
        write(tmp_path, path.name, text)
    result = read(tmp_path)
    assert (result.log.n_cases, len(result.log.activity.labels)) == (10, 4)  # 3 hashed stages, and tasks
    assert [activity for _, activity, _, _ in others(result.log)] == ["Task", "Task"]
    notes, findings = result.summary.notes, {f.fault: f for f in result.summary.findings}
    assert "13 of 20 activities belong to no deal: left out." in notes
    assert findings[Fault.BROKEN_JOINS].count == 5
    assert findings[Fault.CUT_OFF].count == 10
    assert "Converted without a deal, so only in the log of leads: 1 of 1 lead in sf_lead_data.csv." in notes
