"""Where the chevrons of a path stand, and what a row of them shows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.screens.variants.chevrons import Item, Look, Outcomes, items_of, left_out
from desktop.screens.variants.geometry import in_lines, in_one_line
from models.deal_path import Step
from models.deviation import DeviationType
from models.variant_rows import PathPart

WON = Outcomes(deals=3, won=3, lost=0, open=0)


def width(words: str) -> float:
    return 7.0 * len(words)


def steps(*names: str, look: Look = Look.DONE) -> list[Item]:
    return [Item(name, look) for name in names]


def words(placed) -> list[str]:
    return [one.item.words for one in placed]


def test_that_a_path_with_enough_room_is_shown_whole():
    items = steps("Qualify", "Demo", "Won")
    placed = in_one_line(items, 400, width)
    assert words(placed) == ["Qualify", "Demo", "Won"]
    assert [one.words for one in placed] == [49, 28, 21]
    assert all(one.left < after.left < one.right for one, after in pairwise(placed))


def test_that_long_words_are_cut_before_steps_give_way():
    items = steps(*["A very long name of a step"] * 4)
    placed = in_one_line(items, 4 * 135, width)
    assert len(placed) == 4
    assert {one.words for one in placed} == {104.0}


def test_that_the_middle_gives_way_to_a_count_and_both_ends_stay():
    placed = in_one_line(steps(*"ABCDEFGHIJ"), 200, width)
    shown = words(placed)
    assert (shown[0], shown[-1]) == ("A", "J")
    count = next(one for one in shown if one.startswith("+"))
    assert int(count[1:]) + len(shown) - 1 == 10
    assert placed[-1].right <= 200


def test_that_what_departs_gives_way_last():
    items = steps(*"ABCDEFGH")
    items[5] = Item("F", Look.DEPARTS, icon="x")
    items[2] = Item("C", Look.NOT_TAKEN, icon="x")
    placed = in_one_line(items, 255, width)
    assert {"C", "F"} <= set(words(placed))
    assert placed[-1].right <= 255


def test_that_a_loop_gives_way_with_its_count():
    loop = [Item(name, Look.DONE, repeated=True) for name in ("Proposal", "Negotiation")]
    items = [*steps("Qualify", "Demo"), *loop, Item("×3", Look.TIMES, pill=True), *steps("Contract", "Won")]
    for room in range(180, 600, 10):
        placed = in_one_line(items, room, width)
        parts = {"Proposal", "Negotiation", "×3"} & set(words(placed))
        assert len(parts) in (0, 3)


def test_that_a_count_in_the_place_of_a_departure_says_so():
    hidden = left_out([*steps("A", "B"), Item("C", Look.DEPARTS), Item("×2", Look.TIMES, pill=True)])
    assert (hidden.words, hidden.look) == ("+3", Look.LEFT_OUT_DEPARTS)
    assert hidden.tip == "3 more: A > B > C"
    assert left_out(steps("A")).look is Look.LEFT_OUT


def test_that_a_long_path_takes_several_lines_where_all_of_it_is_shown():
    placed = in_lines(steps(*["Negotiation"] * 6), 300, width)
    assert len(placed) == 6
    assert [one.line for one in placed] == [0, 0, 1, 1, 2, 2]
    assert all(one.right <= 300 for one in placed)


@given(
    st.lists(
        st.tuples(st.text("abc", min_size=1, max_size=20), st.sampled_from([Look.DONE, Look.DEPARTS])),
        max_size=40,
    ),
    st.integers(200, 1200),
)
def test_that_items_stand_in_order_and_never_cover_another(named, room):
    items = [Item(name, look) for name, look in named]
    placed = in_one_line(items, room, width)
    lefts = [one.left for one in placed]
    assert lefts == sorted(lefts)
    if len(items) >= 4 and len(placed) > 3:
        assert placed[-1].right <= room
    for one, after in pairwise(placed):
        assert after.left >= one.right - 8  # into the point of the chevron before it, not over its words


def test_that_steps_look_as_what_they_are():
    parts = [
        PathPart((Step("Qualify", True, True),)),
        PathPart((Step("Discovery", False, True, DeviationType.SKIPPED),)),
        PathPart((Step("Pricing", True, False, DeviationType.UNDOCUMENTED),), 3),
        PathPart((Step("Demo", True, False),)),
        PathPart((Step("Won", True, True, is_end=True),)),
    ]
    items = items_of(parts, True, WON)
    assert [item.look for item in items] == [
        Look.DONE, Look.NOT_TAKEN, Look.DEPARTS, Look.TIMES, Look.AGAIN, Look.WON,
    ]  # fmt: skip
    assert [bool(item.icon) for item in items] == [False, True, True, False, False, False]
    assert items[1].tip == "Discovery: skipped"
    assert (items[3].words, items[2].repeated, items[0].documented) == ("×3", True, True)


def test_that_a_path_that_does_not_close_says_how_its_deals_stand():
    parts = [PathPart((Step("Demo", True, True),))]
    mixed = items_of(parts, True, Outcomes(deals=6, won=0, lost=4, open=2))
    assert [(item.words, item.look) for item in mixed[1:]] == [("4 lost", Look.LOST), ("2 open", Look.OPEN)]
    alone = items_of(parts, True, Outcomes(deals=6, won=0, lost=0, open=6))
    assert [item.words for item in alone[1:]] == ["open"]
    unknown = items_of(parts, False, Outcomes(deals=6, won=0, lost=0, open=0))
    assert len(unknown) == 1


def test_that_a_name_of_several_lines_stays_on_one():
    items = items_of([PathPart((Step("Legal\nreview", True, True),))], False, Outcomes(1, 0, 0, 0))
    assert items[0].words == items[0].tip == "Legal review"


def test_that_an_end_has_no_colour_where_its_deals_ended_differently():
    parts = [PathPart((Step("Closed", True, True, is_end=True),))]
    assert items_of(parts, True, Outcomes(2, 1, 1, 0))[0].look is Look.END
    assert items_of(parts, True, Outcomes(2, 0, 2, 0))[0].look is Look.LOST
