"""The sentence about deals that a large process could not be compared with in time."""

import numpy as np

from mining.conformance.unfinished import unfinished
from models.alignment import UNFINISHED, Alignments


def found(*costs: int) -> Alignments:
    none = np.zeros(0, dtype=np.int32)
    start = np.zeros(len(costs) + 1, dtype=np.int64)
    return Alignments((), start, none.astype(np.int8), none, none, np.array(costs, dtype=np.int32))


def test_that_nothing_is_said_where_all_were_finished() -> None:
    assert unfinished(found(0, 2), np.array([0, 1, 1], dtype=np.int32)) == ()


def test_that_deals_and_paths_are_counted_and_it_is_said_what_to_do() -> None:
    (sentence,) = unfinished(found(0, UNFINISHED, UNFINISHED), np.array([0, 1, 1, 2], dtype=np.int32))
    assert sentence.startswith("3 deals on 2 paths could not be compared with the process in time")
    assert "let fewer stages run side by side" in sentence
