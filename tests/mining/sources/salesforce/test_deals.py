"""What Opportunity says of the deals: pipeline, amounts and currencies, creation, and what its stages mean."""

from pathlib import Path

import numpy as np
import pytest

from models.case_table import PIPELINE, Outcome
from models.quality import Fault
from tests.mining.sources.reading import HOUR, read, traces
from tests.mining.sources.salesforce.exports import (
    ACME,
    BETA,
    GAMMA,
    HISTORY,
    START,
    folder_of,
    standard,
    table,
)

NEW, RENEWAL = "012000000000001AAA", "012000000000002AAA"


def opportunities(column: str, acme: str, beta: str) -> str:
    return table(
        f"Id,Name,StageName,CloseDate,{column}", f"{ACME},A,Demo,,{acme}", f"{BETA},B,Qualify,,{beta}"
    )


@pytest.mark.parametrize("column", ["RecordType.Name", "Opportunity Record Type", "Sales Process"])
def test_that_the_pipeline_is_the_name_of_the_record_type(tmp_path: Path, column: str) -> None:
    cases = read(standard(tmp_path, Opportunity=opportunities(column, "New business", "Renewal"))).log.cases
    assert cases.extra[PIPELINE].texts() == ["New business", "Renewal"]


def test_that_record_types_are_joined_by_their_id(tmp_path: Path) -> None:
    types = f"Id,Name,SobjectType\n{NEW},New business,Opportunity\n{RENEWAL},Renewal,Opportunity\n"
    deals = opportunities("RecordTypeId", NEW[:15], RENEWAL)
    cases = read(standard(tmp_path, Opportunity=deals, RecordType=types)).log.cases
    assert cases.extra[PIPELINE].texts() == ["New business", "Renewal"]


def test_that_ids_stand_for_record_types_only_where_there_are_several(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert (
        PIPELINE
        not in read(standard(one, Opportunity=opportunities("RecordTypeId", NEW, NEW))).log.cases.extra
    )
    result = read(standard(two, Opportunity=opportunities("RecordTypeId", NEW, RENEWAL)))
    assert result.log.cases.extra[PIPELINE].texts() == [NEW, RENEWAL]
    assert any("pipelines are shown by the ids" in note for note in result.summary.notes)


def test_that_one_column_of_amounts_is_taken_and_the_others_named(tmp_path: Path) -> None:
    deals = table(
        "Id,Name,StageName,CloseDate,Amount,ARR__c,CurrencyIsoCode",
        f"{ACME},A,Demo,,150,70,EUR",
        f"{BETA},B,Qualify,,50,20,USD",
    )
    result = read(standard(tmp_path, Opportunity=deals))
    assert result.log.cases.amount.tolist() == [150, 50]
    assert result.log.cases.currency.texts() == ["EUR", "USD"]
    assert (
        "Amounts were taken from the column Amount of Opportunity.csv; ARR__c was not."
        in result.summary.notes
    )


def test_that_the_currency_may_stand_in_the_amount(tmp_path: Path) -> None:
    cases = read(
        standard(tmp_path, Opportunity=opportunities("Amount", '"USD 10,000.50"', "EUR 7"))
    ).log.cases
    assert cases.amount.tolist() == [10000.5, 7]
    assert cases.currency.texts() == ["USD", "EUR"]


def test_that_a_deleted_opportunity_takes_its_history_along(tmp_path: Path) -> None:
    result = read(standard(tmp_path, Opportunity=opportunities("IsDeleted", "false", "true")))
    assert result.log.cases.ids == (ACME,)
    assert result.summary.reasons == {
        "deleted in Salesforce (IsDeleted)": 1,
        "its opportunity was deleted in Salesforce": 1,
    }


def test_that_deals_without_a_history_are_found(tmp_path: Path) -> None:
    deals = opportunities("Amount", "1", "2") + f"{GAMMA},C,Qualify,,3\n"
    (finding,) = read(standard(tmp_path, Opportunity=deals)).summary.findings
    assert (finding.fault, finding.count, finding.examples) == (Fault.NO_HISTORY, 1, (GAMMA,))


def test_that_a_day_of_creation_has_the_time_of_the_first_save_on_that_day(tmp_path: Path) -> None:
    deals = opportunities("CreatedDate", "2026-01-05", "2026-01-02")
    cases = read(standard(tmp_path, Opportunity=deals)).log.cases
    assert (cases.created - START).tolist() == [9 * HOUR, -72 * HOUR]


def test_that_the_list_of_stages_says_which_are_closed(tmp_path: Path) -> None:
    stages = "Id,ApiName,MasterLabel,IsClosed,IsWon\n1,Signed,Signed,true,true\n2,Parked,Parked,true,false\n"
    history = HISTORY.replace("Closed Won", "Signed") + f"h5,{BETA},,2026-01-09T10:00:00.000Z,Parked,50,\n"
    cases = read(folder_of(tmp_path, OpportunityHistory=history, OpportunityStage=stages)).log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.LOST]


def test_that_the_weekly_exports_own_columns_do_not_disturb(tmp_path: Path) -> None:
    head, *rows = HISTORY.splitlines()
    more = "CreatedDateForInsert,FromOpportunityStageName,PrevOpportunityStageUpdate,ValidThroughDate,SystemModstamp"
    weekly = table(
        f"{head},{more}",
        *(
            f"{row.replace('.000Z', '').replace('T', ' ')},2020-01-01 00:00:00,X,,2030-01-01 00:00:00,"
            for row in rows
        ),
    )
    log = read(folder_of(tmp_path, OpportunityHistory=weekly)).log
    assert traces(log) == {ACME: ("Qualify", "Demo", "Closed Won"), BETA: ("Qualify",)}
    assert np.array_equal(log.cases.amount, [150, 50])
    assert log.timestamp[0] == START + 9 * HOUR
