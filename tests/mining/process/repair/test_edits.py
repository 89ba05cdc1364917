"""Small edits of the documented process, carried out."""

import pytest

from mining.process.conditions import parse_condition
from mining.process.repair.edits import edited, neighbouring_pairs, neighbours
from models.errors import UserError
from models.repair import EditKind, ProcessEdit
from models.sales_process import Branch, Choice, End, Flow, Parallel, SalesProcess, Stage

A, B, C, D = (Stage(name, (name,)) for name in "ABCD")


def after(flow: Flow, *edit: str, **more: object) -> Flow:
    kind, stage, *other = edit
    made = ProcessEdit(EditKind(kind), stage, *other, **more)  # type: ignore[arg-type]  # what each test names
    return edited(SalesProcess("Test", flow, (End("won", ("Won",)),)), made).flow


def test_that_a_stage_becomes_optional_wherever_it_is() -> None:
    b = Stage("B", ("B",), optional=True)
    assert after((A, B), EditKind.OPTIONAL, "B") == (A, b)
    assert after((A, Parallel(((B,), (C,)))), EditKind.OPTIONAL, "B") == (A, Parallel(((b,), (C,))))
    choice = Choice((Branch((B, C)), Branch(())))
    assert after((A, choice), EditKind.OPTIONAL, "B") == (A, Choice((Branch((b, C)), Branch(()))))


def test_that_a_condition_is_widened_where_there_is_one() -> None:
    small = Stage("B", ("B",), optional=parse_condition("amount < 10", "test"))
    (_, stage) = after((A, small), EditKind.OPTIONAL_WHEN, "B", condition="segment == 'SMB'")
    assert isinstance(stage, Stage)
    assert stage.optional == parse_condition("(amount < 10) or segment == 'SMB'", "stage B")


def test_that_a_way_back_and_a_repetition_are_documented() -> None:
    assert after((A, B), EditKind.WAY_BACK, "B", "A") == (A, Stage("B", ("B",), back_to=("A",)))
    assert after((A, B), EditKind.REPEAT, "B", repeat=None) == (A, Stage("B", ("B",), repeat=None))


def test_that_neighbours_change_places_or_stand_side_by_side() -> None:
    assert after((A, B, C), EditKind.SWAP, "C", "B") == (A, C, B)
    assert after((A, B, C), EditKind.SIDE_BY_SIDE, "B", "C") == (A, Parallel(((B,), (C,))))
    block = Parallel(((B,), (C,)))
    assert after((A, block, D), EditKind.SIDE_BY_SIDE, "D", "C") == (A, Parallel(((B,), (C,), (D,))))


def test_that_a_stage_is_added_behind_another_or_first() -> None:
    new = Stage("X", ("x",), optional=True)
    assert after((A, B), EditKind.ADD, "X", "A", labels=("x",)) == (A, new, B)
    assert after((A, B), EditKind.ADD, "X", labels=("x",)) == (new, A, B)
    assert after((A, B), EditKind.ADD_REQUIRED, "X", "B") == (A, B, Stage("X", ("X",)))


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        ((EditKind.SWAP, "A", "C"), "do not stand next to each other"),
        ((EditKind.OPTIONAL, "X"), "no stage X"),
        ((EditKind.ADD, "B", "A"), "two stages are called B"),
        ((EditKind.WAY_BACK, "A", "C"), "comes later"),
    ],
)
def test_that_what_does_not_fit_is_refused(edit: tuple[str, ...], problem: str) -> None:
    with pytest.raises(UserError, match=problem):
        after((A, B, C), *edit)


def test_that_neighbours_are_those_in_the_same_flow() -> None:
    block = Parallel(((B, C), (D,)))
    assert neighbours((A, block), "A") == (block,)
    assert neighbours((A, block), "C") == (B,)
    assert neighbours((A, block), "D") == ()
    assert neighbours((A, block), "X") == ()


def test_that_pairs_are_stages_next_to_each_other_in_one_flow() -> None:
    block = Parallel(((B, C), (D,)))
    assert neighbouring_pairs((A, block)) == (("B", "C"),)
    assert neighbouring_pairs((A, B, Choice((Branch((C,)), Branch(()))), D)) == (("A", "B"),)
