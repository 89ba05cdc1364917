"""The kinds of events that a column of a table tells."""

from pathlib import Path

from models.event_log import EventKind
from tests.mining.sources.reading import read, write

ROWS = (
    "case,activity,timestamp,{}\n1,A,2024-01-01,Stage\n1,Call,2024-01-02,{}\n"
    "1,B,2024-01-03,Stage\n1,Won,2024-01-04,\n"
)


def kinds(tmp_path: Path, column: str, word: str) -> list[int]:
    log = read(write(tmp_path, "log.csv", ROWS.format(column, word))).log
    assert ("kind" in (name.casefold() for name in log.extra)) == (word == "Inbound")
    return log.kind.tolist()


def test_that_a_column_called_kind_tells_calls_from_stages(tmp_path: Path) -> None:
    stage, activity = EventKind.STAGE, EventKind.ACTIVITY
    assert kinds(tmp_path, "Kind", "Activity") == [stage, activity, stage, stage]
    assert kinds(tmp_path, "event_kind", "activity") == [stage, activity, stage, stage]


def test_that_what_the_buyer_does_is_a_kind_of_its_own(tmp_path: Path) -> None:
    assert kinds(tmp_path, "kind", "buyer")[1] == EventKind.BUYER


def test_that_a_column_with_other_words_tells_nothing(tmp_path: Path) -> None:
    assert set(kinds(tmp_path, "kind", "Inbound")) == {EventKind.STAGE}
