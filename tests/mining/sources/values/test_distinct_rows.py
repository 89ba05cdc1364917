"""Columns side by side: which combinations there are, and which of them every entry has."""

from hypothesis import given
from hypothesis import strategies as st

from mining.sources.values.categories import distinct_rows
from models.categorical import Categorical

ROWS = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c"])] * 3), min_size=1)


@given(ROWS)
def test_that_every_entry_finds_its_own_combination(entries: list[tuple[str, str, str]]) -> None:
    columns = [Categorical.of(column) for column in zip(*entries, strict=True)]
    codes, rows = distinct_rows(columns)
    assert [rows[code] for code in codes.tolist()] == entries
    assert len(set(rows)) == len(rows)


def test_that_no_entries_have_no_combinations() -> None:
    codes, rows = distinct_rows([Categorical.empty(0), Categorical.empty(0)])
    assert (len(codes), rows) == (0, [])
