"""Exports in which columns are missing, empty or full of something else: a log, or one sentence."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from tests.mining.sources.reading import read, traces
from tests.mining.sources.salesforce.exports import (
    ACME,
    ANN,
    BETA,
    CONTACT_1,
    HISTORY,
    LEAD_1,
    OPPORTUNITY,
    USERS,
    folder_of,
    standard,
    table,
)

AT = "2026-01-07T09:00:00.000Z"
FILES = {
    "OpportunityHistory": HISTORY,
    "Opportunity": OPPORTUNITY,
    "User": USERS,
    "UserRole": "Id,Name,ParentRoleId\n00E1,North,\n",
    "RecordType": "Id,Name,SobjectType\n0121,New,Opportunity\n",
    "OpportunityFieldHistory": table(
        "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue",
        f"1,false,{ACME},{ANN},{AT},created,,",
        f"2,false,{ACME},{ANN},{AT},StageName,Qualify,Demo",
        f"3,false,{BETA},{ANN},{AT},Owner,{ANN},{ANN}",
    ),
    "EntityHistory": table(
        "Id,IsDeleted,ParentId,CreatedById,CreatedDate,FieldName,OldvalString,NewvalString,NewvalFirstName,NewvalNumber",
        f"1,0,{ACME},{ANN},2026-01-07 09:00:00,StageName,Qualify,Demo,,",
        f"2,0,{LEAD_1},{ANN},2026-01-07 09:00:00,Status,Open,Working,,",
    ),
    "Lead": table(
        "Id,Status,IsConverted,ConvertedDate,ConvertedContactId,ConvertedOpportunityId,CreatedDate",
        f"{LEAD_1},Converted,true,2026-01-05,{CONTACT_1},{ACME},{AT}",
    ),
    "Task": table(
        "Id,WhatId,WhoId,Subject,Status,TaskSubtype,CallType,IsClosed,ActivityDate,CreatedDate,CompletedDateTime",
        f"00T1,{ACME},,Email: x,Completed,Email,,true,2026-01-07,{AT},{AT}",
        f"00T2,,{CONTACT_1},Call,Completed,Task,Inbound,true,2026-01-07,{AT},",
    ),
    "Event": table(
        "Id,WhatId,WhoId,Subject,ActivityDateTime,IsChild,CreatedDate", f"00U1,{ACME},,Demo,{AT},false,{AT}"
    ),
    "EmailMessage": table(
        "Id,RelatedToId,ActivityId,Incoming,Status,Subject,MessageDate,CreatedDate",
        f"02s1,{ACME},00T1,true,1,x,{AT},{AT}",
    ),
    "Quote": table("Id,OpportunityId,QuoteNumber,Name,Status,CreatedDate", f"0Q01,{ACME},1,Offer,Draft,{AT}"),
}
DAMAGES = ("gone", "blank", "junk", "dates", "no rows")


def damaged(text: str, place: int, damage: str) -> str:
    """The table with one column gone, blank, or with other cells; or with no rows."""
    rows = [line.split(",") for line in text.splitlines()]
    at = place % len(rows[0])
    if damage == "no rows":
        return ",".join(rows[0]) + "\n"
    if damage == "gone":
        return "\n".join(",".join((*row[:at], *row[at + 1 :])) for row in rows) + "\n"
    cell = {"blank": "", "junk": "☃ 1e5", "dates": "01/02/2026"}[damage]
    return (
        "\n".join(",".join((*row[:at], cell if i else row[at], *row[at + 1 :])) for i, row in enumerate(rows))
        + "\n"
    )


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(tuple(FILES)), st.tuples(st.integers(0, 11), st.sampled_from(DAMAGES)), max_size=4
    ),
    st.sets(st.sampled_from(tuple(FILES)), max_size=6),
)
def test_that_any_damage_gives_a_log_or_one_sentence(
    damages: dict[str, tuple[int, str]], missing: set[str]
) -> None:
    files = {name: text for name, text in FILES.items() if name not in missing}
    for name, (place, damage) in damages.items():
        if name in files:
            files[name] = damaged(files[name], place, damage)
    with TemporaryDirectory() as name:
        try:
            result = read(folder_of(Path(name), **files), source="salesforce")
        except UserError:
            return
    assert result.log.n_cases


def test_that_a_history_without_rows_is_told_where_another_history_is_read_instead(tmp_path: Path) -> None:
    fields = table(
        "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue",
        f"f1,{ACME},{ANN},2026-01-05T09:00:00.000Z,created,,",
        f"f2,{ACME},{ANN},2026-01-12T09:00:00.000Z,StageName,Qualify,Demo",
    )
    head = HISTORY.splitlines()[0] + "\n"
    imported = read(standard(tmp_path, OpportunityHistory=head, OpportunityFieldHistory=fields))
    assert traces(imported.log) == {ACME: ("Qualify", "Demo")}
    assert "OpportunityHistory.csv has a header but no rows." in imported.summary.notes


def test_that_a_history_without_the_ids_of_deals_is_no_list_of_deals(tmp_path: Path) -> None:
    bare = HISTORY.replace("OpportunityId,", "").replace(f",{ACME},", ",").replace(f",{BETA},", ",")
    fields = table(
        "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue",
        f"f1,{ACME},{ANN},2026-01-12T09:00:00.000Z,StageName,Qualify,Demo",
    )
    imported = read(standard(tmp_path, OpportunityHistory=bare, OpportunityFieldHistory=fields))
    assert "Not used: OpportunityHistory.csv." in imported.summary.notes
    assert imported.log.cases.ids == (ACME,)
