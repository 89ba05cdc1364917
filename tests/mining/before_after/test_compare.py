"""Two times held against each other: what is found, what is not, and what could not be held equal."""

from datetime import date

from mining.before_after.compare import compare
from mining.before_after.wording import headline, row_sentence, team_sentence
from models.before_after import Moved
from models.kpi_series import KpiUnit
from models.snapshot import Measured
from tests.mining.before_after.built import cell, days, later, share, snapshot

YEAR = [(team, month) for team in ("North", "South") for month in range(-12, 0)]
QUARTER = [(team, month) for team in ("North", "South") for month in range(3)]


def before(rate: float = 0.8) -> Measured:
    return share(*(cell(team, month, 20, 20 * rate) for team, month in YEAR))


def after(north: float, south: float, metric: str = "skip Demo") -> Measured:
    rates = {"North": north, "South": south}
    return share(*(cell(team, month, 20, 20 * rates[team]) for team, month in QUARTER), metric=metric)


def test_that_what_moved_in_one_team_is_found_there_and_not_in_the_other() -> None:
    found = compare(snapshot(before()), later(after(0.3, 0.8)))
    north, south, everybody = (
        found.of("skip Demo", "North"),
        found.of("skip Demo", "South"),
        found.of("skip Demo"),
    )
    assert north is not None
    assert south is not None
    assert everybody is not None
    assert [one.moved for one in (north, south, everybody)] == [
        Moved.BETTER, Moved.CANNOT_TELL, Moved.BETTER
    ]  # fmt: skip
    assert north.season
    assert team_sentence(found, "skip Demo") == "By team: better in North; cannot be told in South."
    assert row_sentence(north).startswith(
        "North: Demo is skipped in 30\u00a0% of deals, was 80\u00a0%; 95 % interval"
    )


def test_that_the_sentence_says_value_interval_and_cycle() -> None:
    cycle = days(*((month, [20.0, 21.0, 22.0] * 20) for month in range(-12, 0)))
    now = days(*((month, [20.0, 21.0, 22.0] * 20) for month in range(3)))
    found = compare(snapshot(before(), cycle), later(after(0.4, 0.4), now), ["skip.Demo"])
    said = headline(found)
    assert said.startswith(
        "Demo is skipped in 40\u00a0% of deals, was 80\u00a0%; 95 % interval of the change −"
    )
    assert " points. That is better than before." in said
    assert said.endswith("Cycle time unchanged.")
    assert found.rows[0].planned


def test_that_unchanged_is_said_only_where_the_whole_interval_is_small() -> None:
    many = share(*(cell("North", month, 400, 80) for month in range(-12, 0)))
    alike = share(*(cell("North", month, 400, 80) for month in range(3)))
    few = share(cell("North", 0, 30, 6))
    assert compare(snapshot(many), later(alike)).rows[0].moved is Moved.UNCHANGED
    assert compare(snapshot(many), later(few)).rows[0].moved is Moved.CANNOT_TELL


def test_that_a_change_that_the_last_quarter_before_had_already_is_not_called_one_since() -> None:
    drifted = share(
        *(cell("North", month, 60, 48) for month in range(-12, -3)),
        *(cell("North", month, 60, 20) for month in (-3, -2, -1)),
    )
    found = compare(snapshot(drifted), later(share(*(cell("North", month, 60, 20) for month in range(3)))))
    row = found.rows[0]
    assert row.change is not None
    assert row.change.high < 0
    assert row.moved is Moved.EARLIER
    assert "the last three months before stood at 33\u00a0%" in row_sentence(row)


def test_that_a_later_snapshot_of_the_same_log_is_compared_by_what_came_since() -> None:
    whole = share(*before().cells, *after(0.3, 0.3).cells)
    grown = snapshot(whole, begins=date(2025, 1, 1), ends=date(2026, 3, 31), name="Later")
    row = compare(snapshot(before()), grown).rows[0]
    assert row.after is not None
    assert (row.after.value, row.after.n) == (0.3, 120)


def test_that_the_month_in_which_the_first_ends_is_left_out_and_that_is_said() -> None:
    first = snapshot(before(), ends=date(2025, 12, 10))
    grown = snapshot(share(*before().cells, *after(0.3, 0.3).cells), ends=date(2026, 3, 31), name="Later")
    found = compare(first, grown)
    assert found.after.begins == date(2026, 1, 1)
    assert any("same month are left out" in note for note in found.notes)
    assert found.rows[0].after is not None
    assert found.rows[0].after.n == 120


def test_that_it_is_said_which_season_before_lacks() -> None:
    summer = share(*(cell("North", month, 40, 32) for month in (-6, -5, -4)))
    found = compare(snapshot(summer), later(after(0.3, 0.3)))
    assert found.notes == ("The season could not be held equal: before has no deals of January to March.",)
    assert not found.rows[0].season
    assert found.rows[0].held == ()


def test_that_only_the_last_twelve_months_count_as_before() -> None:
    long_ago = share(cell("North", -30, 500, 0), *before().cells)
    row = compare(snapshot(long_ago, begins=date(2023, 1, 1)), later(after(0.8, 0.8))).rows[0]
    assert row.before is not None
    assert row.before.value == 0.8


def test_that_other_processes_bands_and_metrics_are_said() -> None:
    first = snapshot(
        before(), share(cell("North", -6, 50, 5), metric="skip Discovery"), edges=(("EUR", (1.0, 2.0)),)
    )
    second = later(after(0.3, 0.8), process="Small 2", edges=(("EUR", (1.0, 3.0)),))
    notes = " ".join(compare(first, second).notes)
    assert "(Small 1 before, Small 2 after)" in notes
    assert "cut into bands at different amounts" in notes
    assert "Not measured after any more: Skipped Demo." in notes


def test_that_one_deal_or_none_is_too_few_and_says_so() -> None:
    found = compare(snapshot(before()), later(share(cell("North", 0, 1, 1))))
    assert found.rows[0].moved is Moved.CANNOT_TELL
    assert found.rows[0].why == "Too few deals: 480 before and 1 after; 10 are needed."
    assert headline(found).startswith("Nothing can be compared yet: Too few deals")
    assert compare(snapshot(before()), later(share())).rows[0].change is None
    assert compare(snapshot(), later()).rows == ()


def test_that_deals_of_the_win_rate_that_are_too_young_are_said_to_be() -> None:
    old = Measured("win_rate", "Won", KpiUnit.SHARE, False, before().cells, horizon=90)
    row = compare(
        snapshot(old), later(Measured("win_rate", "Won", KpiUnit.SHARE, False, (), horizon=90))
    ).rows[0]
    assert row.why == "Too early: 0 of at least 10 deals created since then are 90 days old."


def test_that_among_many_metrics_a_difference_that_may_be_chance_is_none() -> None:
    quiet = [before().cells for _ in range(40)]
    names = [f"skip Stage{at}" for at in range(40)]
    still = [share(*cells, metric=name) for cells, name in zip(quiet, names, strict=True)]
    now = [after(0.8, 0.8, name) for name in names]
    lucky = share(*(cell(team, month, 20, 13) for team, month in QUARTER))
    alone = compare(snapshot(before()), later(lucky)).rows[0]
    among = compare(snapshot(before(), *still), later(lucky, *now)).rows[0]
    assert alone.moved is Moved.BETTER
    assert among.change == alone.change
    assert among.moved is Moved.CANNOT_TELL
    assert "among so many metrics that may be chance" in row_sentence(among)
