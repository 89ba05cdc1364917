"""Whatever stands in the tasks of an export, every row is an event, set aside, or counted."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from mining.sources.salesforce.ids import is_id, to_18
from models.quality import Fault
from tests.mining.sources.reading import read
from tests.mining.sources.salesforce.exports import ACME, BETA, GAMMA, LEAD_1, NONE, others, standard, table

_DATES = st.sampled_from(("", "2026-01-07", "2026-01-14T09:00:00.000Z", "2031-01-01", "soon"))
_FLAGS = st.sampled_from(("true", "false", "", "1"))
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(("00T1", "00T2", "00T3", "00T4", "00T5", "")),
        st.sampled_from((ACME, BETA[:15], GAMMA, NONE, "", "001000000000001AAA")),
        st.sampled_from((LEAD_1, "", "junk")),
        st.sampled_from(("Email: x", "Call", "Re: x", "")),
        _DATES,
        _DATES,
        _FLAGS,
        _FLAGS,
        _FLAGS,
    ),
    max_size=8,
)
_HEADER = "Id,WhatId,WhoId,Subject,CompletedDateTime,ActivityDate,IsClosed,IsDeleted,IsRecurrence"


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_that_every_task_is_an_event_or_accounted_for(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as name:
        result = read(standard(Path(name), Task=table(_HEADER, *(",".join(row) for row in rows))))
    left = sum(_number(r"([\d,]+) rows? of Task\.csv left out", note) for note in result.summary.notes)
    of_none = sum(
        _number(r"([\d,]+) of [\d,]+ activit.* belongs? to no deal", note) for note in result.summary.notes
    )
    broken = sum(f.count for f in result.summary.findings if f.fault is Fault.BROKEN_JOINS)
    aside = sum(row.file == "Task.csv" for row in result.summary.quarantined)
    assert len(others(result.log)) + left + of_none + broken + aside == len(rows)


def _number(pattern: str, note: str) -> int:
    found = re.match(pattern, note)
    return int(found[1].replace(",", "")) if found else 0


@given(st.text("0123456789abcXYZ", min_size=15, max_size=15))
def test_that_18_characters_are_found_from_15_and_stay(identifier: str) -> None:
    long = to_18(identifier)
    if long:
        assert to_18(long) == long
        assert to_18(long.upper()) == long
        assert is_id(long)
