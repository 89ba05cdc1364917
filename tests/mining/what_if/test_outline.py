"""Two processes beside each other, line by line."""

from mining.process.conditions import parse_condition
from mining.what_if.outline import Change, Line, Pair, differences, outline, side_by_side
from models.petri_net import PetriNet, Transition
from models.sales_process import Branch, Choice, Flow, Parallel, SalesProcess, Stage

A, B, C, D = (Stage(name, (name,)) for name in "ABCD")


def process(*flow: object) -> SalesProcess:
    steps: Flow = flow  # type: ignore[assignment]  # what each test names
    return SalesProcess("Test", steps)


def test_that_every_stage_is_a_line_with_what_is_said_of_it() -> None:
    small = parse_condition("amount < 10", "test")
    found = outline(
        process(
            Stage("A", ("A",), optional=small),
            Parallel(((B,), (Stage("C", ("C",), optional=True, repeat=2),))),
            Choice((Branch((D,), when=small), Branch((), otherwise=True))),
            Stage("E", ("E",), repeat=None, back_to=("A", "B")),
        )
    )
    assert found == (
        Line("A", notes=("optional where amount < 10",)),
        Line("B", 1, "in any order"),
        Line("C", 1, "in any order", ("optional", "up to 2 in a row")),
        Line("D", 1, "where amount < 10"),
        Line("E", notes=("any number in a row", "may go back to A, B")),
    )


def test_that_a_net_is_a_line_a_step() -> None:
    net = PetriNet("Net", ("p", "q"), (Transition("A", "A", (("p", 1),), (("q", 1),)),), {"p": 1}, {"q": 1})
    assert outline(net) == (Line("A"),)


def test_that_new_gone_and_changed_stages_are_marked() -> None:
    optional = Stage("B", ("B",), optional=True)
    pairs = side_by_side(process(A, B, C), process(A, optional, D))
    assert [(pair.change, pair.before is None, pair.after is None) for pair in pairs] == [
        (Change.SAME, False, False),
        (Change.CHANGED, False, False),
        (Change.REMOVED, False, True),
        (Change.ADDED, True, False),
    ]
    assert differences(process(A, B, C), process(A, optional, D)) == ("B: optional", "C: gone", "D: new")


def test_that_stages_that_change_places_are_moved() -> None:
    pairs = side_by_side(process(A, B, C), process(A, C, B))
    assert [pair.change for pair in pairs if pair.change is not Change.SAME] == [Change.MOVED] * 2
    assert len(differences(process(A, B, C), process(A, C, B))) == 1


def test_that_the_same_process_has_no_differences() -> None:
    assert side_by_side(process(A), process(A)) == (Pair(Line("A"), Line("A"), Change.SAME),)
    assert differences(process(A, B), process(A, B)) == ()
    assert differences(process(Stage("A", ("A",), optional=True)), process(A)) == ("A: as usual, once",)
