from pathlib import Path

import numpy as np
import pytest

from mining.sources.read import recognise
from mining.sources.salesforce.ids import to_18
from models.case_table import NO_TIME, Outcome
from models.errors import UserError
from models.event_log import EventKind
from models.quality import Fault
from tests.mining.sources.reading import DAY, HOUR, read, traces, write
from tests.shared import needs_shared, shared

START = 1_767_571_200_000_000  # Monday, 5 January 2026, midnight UTC
ACME, BETA, GAMMA = "006000000000001AAA", "006000000000002AAA", "006000000000003AAA"
HISTORY = f"""Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory,SystemModstamp,IsDeleted
h1,{ACME},005A,2026-01-05T09:00:00.000Z,Qualify,100,2026-03-01,10,Pipeline,2026-02-02T00:00:00.000Z,false
h2,{ACME},005A,2026-01-06T09:00:00.000Z,Qualify,200,2026-03-01,10,Pipeline,2026-02-02T00:00:00.000Z,false
h3,{ACME},005B,2026-01-07T09:00:00.000Z,Demo,200,2026-04-01,50,Pipeline,2026-02-02T00:00:00.000Z,false
h4,{ACME},005A,2026-01-08T09:00:00.000Z,Closed Won,200,2026-04-01,100,Closed,2026-02-02T00:00:00.000Z,false
h5,{ACME},005A,2026-01-09T09:00:00.000Z,Closed Won,250,2026-04-01,100,Closed,2026-02-02T00:00:00.000Z,false
h6,{BETA},005B,2026-01-05T10:00:00.000Z,Qualify,50,2026-03-01,10,Pipeline,2026-02-02T00:00:00.000Z,false
h7,{BETA},005B,2026-01-06T10:00:00.000Z,Abgesagt,50,2026-03-01,0,Omitted,2026-02-02T00:00:00.000Z,false
h8,{GAMMA},005B,2026-01-05T11:00:00.000Z,Qualify,,2026-03-01,10,Pipeline,2026-02-02T00:00:00.000Z,false
h9,{GAMMA},005B,2026-01-06T11:00:00.000Z,Demo,,2026-03-01,10,Pipeline,2026-02-02T00:00:00.000Z,true
"""  # noqa: E501
OPPORTUNITY = f"""Id,Name,StageName,Amount,LeadSource,IsClosed,IsWon,CreatedDate,OwnerId,Segment__c,Type,Region__c,CloseDate
{ACME},Acme rollout,Closed Won,275,Web,true,true,2026-01-05T08:59:00.000Z,005000000000001,Enterprise,New,North,2026-04-01
{BETA},Beta pilot,Abgesagt,50,Partner,true,false,2026-01-05T10:00:00.000Z,005000000000002AAA,SMB,New,South,2026-03-01
006000000000009AAA,Never touched,Qualify,1,Web,false,false,2026-01-05T10:00:00.000Z,005000000000002AAA,SMB,New,South,2026-03-01
"""  # noqa: E501
USER = """Id,Username,Name,UserRoleId,Department
005000000000001AAA,ann@x.test,Ann,00E1,Sales
005000000000002AAA,bob@x.test,Bob,00E2,Sales
"""
ROLE = """Id,Name,ParentRoleId
00E1,Team North,
00E2,Team South,00E1
"""


def export(folder: Path, **others: str) -> Path:
    for name, text in {"OpportunityHistory": HISTORY, **others}.items():
        write(folder, f"{name}.csv", text)
    return folder


def test_that_a_save_without_a_change_of_stage_is_no_event(tmp_path: Path) -> None:
    imported = read(export(tmp_path))
    assert traces(imported.log) == {
        ACME: ("Qualify", "Demo", "Closed Won"),
        BETA: ("Qualify", "Abgesagt"),
        GAMMA: ("Qualify",),
    }
    assert "2 saves left the stage as it was: no events of their own." in imported.summary.notes
    assert imported.log.cases.extra["Close date changes"].texts() == ["1", "0", "0"]


def test_that_events_happen_when_the_row_was_created(tmp_path: Path) -> None:
    log = read(export(tmp_path)).log
    assert log.timestamp[:3].tolist() == [
        START + 9 * HOUR,
        START + 2 * DAY + 9 * HOUR,
        START + 3 * DAY + 9 * HOUR,
    ]


def test_that_deleted_rows_are_set_aside_with_their_line(tmp_path: Path) -> None:
    (row,) = read(export(tmp_path)).summary.quarantined
    assert (row.file, row.line, row.reason) == (
        "OpportunityHistory.csv",
        10,
        "deleted in Salesforce (IsDeleted)",
    )


def test_that_without_opportunities_the_last_stage_says_how_a_deal_ended_and_when(tmp_path: Path) -> None:
    cases = read(export(tmp_path)).log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.LOST, Outcome.OPEN]
    assert cases.closed.tolist() == [START + 3 * DAY + 9 * HOUR, START + DAY + 10 * HOUR, NO_TIME]
    assert np.array_equal(cases.amount, [250, 50, np.nan], equal_nan=True)
    assert cases.created.tolist() == [START + 9 * HOUR, START + 10 * HOUR, START + 11 * HOUR]


def test_that_opportunities_users_and_roles_describe_the_deals(tmp_path: Path) -> None:
    imported = read(export(tmp_path, Opps_2026=OPPORTUNITY, people=USER, UserRole=ROLE, User=USER))
    cases, notes = imported.log.cases, imported.summary.notes
    assert cases.name == ("Acme rollout", "Beta pilot", "")
    assert cases.owner.texts() == ["Ann", "Bob", ""]
    assert cases.team.texts() == ["Team North", "Team South", ""]
    assert cases.segment.texts() == ["Enterprise", "SMB", ""]
    assert cases.source.texts() == ["Web", "Partner", ""]
    assert cases.amount.tolist()[:2] == [275, 50]
    assert cases.created[0] == START + 8 * HOUR + 59 * 60_000_000
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.LOST, Outcome.OPEN]
    assert cases.extra["Region__c"].texts() == ["North", "South", ""]
    assert "Segments were taken from the column Segment__c of Opps_2026.csv." in notes
    assert any(note.startswith("1 deal of the history not found in") for note in notes)
    (finding,) = imported.summary.findings
    assert (finding.fault, finding.examples) == (Fault.NO_HISTORY, ("006000000000009AAA",))


def test_that_the_department_is_the_team_where_there_are_no_roles(tmp_path: Path) -> None:
    imported = read(export(tmp_path, Opportunity=OPPORTUNITY, User=USER))
    assert imported.log.cases.team.texts() == ["Sales", "Sales", ""]
    assert "Teams were taken from the column Department of User.csv." in imported.summary.notes


def test_that_ids_of_15_and_18_characters_are_the_same_deal(tmp_path: Path) -> None:
    history = HISTORY.replace(f"h2,{ACME}", "h2,006000000000001")
    assert read(export(tmp_path, OpportunityHistory=history)).log.n_cases == 3
    assert to_18("001bm00001ZM1Ly") == "001bm00001ZM1LyAAL"  # three ids of a real export, with their suffix
    assert to_18("006bm00000LKgOn") == "006bm00000LKgOnAAL"
    assert to_18("005bm00000NCJmQ") == "005bm00000NCJmQAAX"
    assert to_18("000000000000000AAA") == ""


def test_that_the_weekly_export_reads_the_same(tmp_path: Path) -> None:
    quoted = "\n".join(
        ",".join(f'"{cell}"' for cell in (*line.split(","), "0" if i else "CreatedDateForInsert"))
        for i, line in enumerate(HISTORY.splitlines())
    )
    weekly = quoted.replace(".000Z", "").replace("T0", " 0").replace("T1", " 1")
    weekly = weekly.replace('"false"', '"0"').replace('"true"', '"1"')
    plain, other = tmp_path / "plain", tmp_path / "weekly"
    plain.mkdir()
    other.mkdir()
    expected = read(export(plain)).log
    log = read(export(other, OpportunityHistory=weekly)).log
    assert traces(log) == traces(expected)
    assert log.timestamp.tolist() == expected.timestamp.tolist()


def test_that_another_date_column_of_the_export_decides_between_day_and_month(tmp_path: Path) -> None:
    rows = f"{ACME},02/03/26 08:55 PM,Qualify,02/23/26\n{ACME},02/04/26 08:55 PM,Demo,02/23/26\n"
    path = write(tmp_path, "h.csv", "OpportunityId,CreatedDate,StageName,CloseDate\n" + rows)
    february_3 = START + 29 * DAY + 20 * HOUR + 55 * 60_000_000
    assert read(path).log.timestamp.tolist() == [february_3, february_3 + DAY]


def test_that_two_users_of_one_name_stay_two(tmp_path: Path) -> None:
    user = USER.replace("Bob", "Ann")
    owners = read(export(tmp_path, Opportunity=OPPORTUNITY, User=user)).log.cases.owner.texts()
    assert owners[:2] == ["Ann (ann@x.test)", "Ann (bob@x.test)"]


def test_that_the_same_history_row_counts_once(tmp_path: Path) -> None:
    imported = read(export(tmp_path, Part2=HISTORY + "\n"))
    assert traces(imported.log)[BETA] == ("Qualify", "Abgesagt")
    assert imported.summary.reasons["the same history row came before (equal Id)"] == 8


def test_that_unused_files_are_named(tmp_path: Path) -> None:
    case = "Id,CaseNumber,Subject\n5001,17,Broken\n"
    assert "Not used: Case.csv." in read(export(tmp_path, Case=case)).summary.notes


def test_that_opportunities_alone_say_what_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "Opportunity.csv", OPPORTUNITY)
    with pytest.raises(UserError, match="no history of stages; export OpportunityHistory"):
        read(path, source="salesforce")


@needs_shared
def test_that_a_us_locale_resave_is_read(tmp_path: Path) -> None:
    folder = shared("data/sf_us_locale_history")
    found = recognise([folder])
    assert (found.source, sorted(path.name for path in found.files)) == (
        "salesforce",
        ["Lead.csv", "Opportunity.csv", "OpportunityHistory.csv"],
    )
    imported = read(folder)
    log = imported.log.of_kind(EventKind.STAGE)
    assert (log.n_cases, log.n_events, imported.summary.quarantined) == (36, 48, ())  # counted with awk
    assert traces(log)["006bm00000LKgOnAAL"] == ("Prospecting", "Closed Won", "Closed Lost")
    assert log.timestamp.min() == START + 49 * DAY + 20 * HOUR + 55 * 60_000_000  # 23 February 2026, 20:55
    assert "Not used: OpportunityHistoryGroup.csv." in imported.summary.notes
    assert log.cases.count(Outcome.WON) + log.cases.count(Outcome.LOST) == 20


@pytest.mark.parametrize("others", [{}, {"User": USER, "UserRole": ROLE}])
def test_that_lists_without_a_history_are_not_taken_for_a_log(tmp_path: Path, others: dict[str, str]) -> None:
    for name, text in {"Opportunity": OPPORTUNITY, **others}.items():
        write(tmp_path, f"{name}.csv", text)
    with pytest.raises(
        UserError, match=r"^Opportunity\.csv has no history of stages; export OpportunityHistory too"
    ):
        read(tmp_path)


def test_that_ids_are_told_apart_by_case_and_found_again_where_it_was_lost(tmp_path: Path) -> None:
    first, second = "0063000000abCdE", "0063000000ABcDe"
    assert {to_18(to_18(i).upper()) for i in (first, second)} == {to_18(first), to_18(second)}
    assert to_18(to_18(first).lower()) == to_18(first) == "0063000000abCdEAAU"
    rows = [
        f"{first},2026-01-05,Qualify",
        f"{to_18(first).upper()},2026-01-06,Demo",
        f"{to_18(first)},2026-01-07,Offer",
        f"{second},2026-01-05,Qualify",
    ]
    path = write(tmp_path, "h.csv", "\n".join(["OpportunityId,CreatedDate,StageName", *rows]) + "\n")
    assert traces(read(path).log) == {
        to_18(first): ("Qualify", "Demo", "Offer"),
        to_18(second): ("Qualify",),
    }
