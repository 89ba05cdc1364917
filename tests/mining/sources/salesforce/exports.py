"""Small hand-written exports of Salesforce for the tests: three deals, and rows that a test adds beside them."""

from pathlib import Path

from mining.sources.salesforce.ids import to_18
from models.case_table import DAY
from models.event_log import EventKind, EventLog
from tests.mining.sources.reading import write

START = 1_767_571_200_000_000  # Monday, 5 January 2026, midnight UTC
HOUR = DAY // 24
ACME, BETA, GAMMA = (to_18(f"00600000000000{n}") for n in "123")
ANN, BOB = to_18("005000000000001"), to_18("005000000000002")
LEAD_1, LEAD_2, LEAD_3 = (to_18(f"00Q00000000000{n}") for n in "123")
CONTACT_1 = to_18("003000000000001")
NONE = "000000000000000AAA"
USERS = f"Id,Username,Name\n{ANN},ann@x.test,Ann\n{BOB},bob@x.test,Bob\n"
HISTORY = f"""Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate
h1,{ACME},{ANN},2026-01-05T09:00:00.000Z,Qualify,100,2026-03-01
h2,{ACME},{ANN},2026-01-12T09:00:00.000Z,Demo,100,2026-03-01
h3,{ACME},{ANN},2026-02-02T09:00:00.000Z,Closed Won,150,2026-03-01
h4,{BETA},{BOB},2026-01-06T10:00:00.000Z,Qualify,50,2026-03-01
"""
OPPORTUNITY = f"""Id,Name,StageName,Amount,IsClosed,IsWon,CreatedDate,OwnerId
{ACME},Acme rollout,Closed Won,150,true,true,2026-01-05T09:00:00.000Z,{ANN}
{BETA},Beta pilot,Qualify,50,false,false,2026-01-06T10:00:00.000Z,{BOB}
"""


def table(header: str, *rows: str) -> str:
    """A CSV of a header and rows."""
    return "\n".join((header, *rows)) + "\n"


def folder_of(folder: Path, **files: str) -> Path:
    """A folder with a CSV file for every text, named after its object."""
    for name, text in files.items():
        write(folder, f"{name}.csv", text)
    return folder


def standard(folder: Path, **files: str) -> Path:
    """The three deals with their history and people, and these files beside them."""
    return folder_of(
        folder, **{"OpportunityHistory": HISTORY, "User": USERS, "Opportunity": OPPORTUNITY, **files}
    )


def others(log: EventLog) -> list[tuple[str, str, int, str]]:
    """Deal, activity, time since `START` and person of every event that is no stage, in order."""
    chosen = [i for i, kind in enumerate(log.kind.tolist()) if kind != EventKind.STAGE]
    return [
        (
            log.cases.ids[int(log.case_of_event[i])],
            log.activity.text(i),
            int(log.timestamp[i]) - START,
            log.resource.text(i),
        )
        for i in chosen
    ]
