"""What lists of users say of people stands beside the events that they entered."""

from pathlib import Path

from models.event_log import ROLE, EventLog
from tests.mining.sources.reading import read, write
from tests.mining.sources.salesforce.exports import ANN, BOB, standard


def said(log: EventLog) -> dict[str, str]:
    return dict(zip(log.resource.texts(), log.extra[ROLE].texts(), strict=True)) if ROLE in log.extra else {}


def test_that_salesforce_says_title_user_role_and_department(tmp_path: Path) -> None:
    role = "00E000000000001AAA"
    users = f"""Id,Username,Name,Title,Department,UserRoleId
{ANN},ann@x.test,Ann,Account Executive,Sales,{role}
{BOB},bob@x.test,Bob,,,
"""
    log = read(standard(tmp_path, User=users, UserRole=f"Id,Name\n{role},Enterprise North\n")).log
    assert said(log) == {"Ann": "Account Executive;Enterprise North;Sales", "Bob": ""}


def test_that_what_is_said_twice_stands_once(tmp_path: Path) -> None:
    users = (
        f"Id,Username,Name,Title,Department\n{ANN},ann@x.test,Ann,Legal,legal\n{BOB},bob@x.test,Bob,AE; SE,\n"
    )
    assert said(read(standard(tmp_path, User=users)).log) == {"Ann": "Legal", "Bob": "AE;SE"}


def test_that_a_list_that_says_nothing_of_people_adds_no_column(tmp_path: Path) -> None:
    assert ROLE not in read(standard(tmp_path)).log.extra


def test_that_dynamics_says_the_title_of_its_users(tmp_path: Path) -> None:
    user, deal = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
    users = f"systemuserid,fullname,domainname,jobtitle\n{user},Ann Berg,ann@x,Legal counsel\n"
    audit = (
        "auditid,createdon,operation,action,objecttypecode,_objectid_value,_userid_value,changedata\n"
        f'1,2024-01-02T10:00:00Z,2,2,opportunity,{deal},{user},"{{""changedAttributes"":[{{""logicalName"":""stepname"",'
        '""oldValue"":""Qualify"",""newValue"":""Develop""}]}"\n'
    )
    log = read(write(tmp_path, "audits.csv", audit), write(tmp_path, "systemuser.csv", users)).log
    assert said(log)["Ann Berg"] == "Legal counsel"
