"""The temporal profile by hand and against pm4py's."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from mining import pm4py_bridge as bridge
from mining.measures import temporal
from mining.measures.measures_json import quality_of_model_json
from mining.measures.temporal import temporal_profile
from models.errors import Cancelled, UserError
from models.event_log import EventLog
from models.model_quality import ModelQuality
from models.progress import silent
from models.temporal_profile import TemporalProfile
from tests.builders import DAY, START, a_log


def timed(*deals: Sequence[tuple[str, float]]) -> EventLog:
    """Deals with the day of every event."""
    log = a_log(*(" > ".join(name for name, _ in deal) for deal in deals))
    days = np.array([day for deal in deals for _, day in deal])
    return replace(log, timestamp=(START + days * DAY).astype(np.int64))


def profiled(log: EventLog, beyond: float = 3.0, mask: list[bool] | None = None) -> TemporalProfile:
    return temporal_profile(log, np.array(mask or [True] * log.n_cases), beyond, silent)


def by_name(profile: TemporalProfile) -> dict[tuple[str, str], tuple[int, float, float, int]]:
    names = [
        (profile.labels[a], profile.labels[b]) for a, b in zip(profile.first, profile.second, strict=True)
    ]
    columns = (profile.times, profile.mean_days, profile.deviation_days, profile.unusual_deals)
    return dict(zip(names, zip(*(column.tolist() for column in columns), strict=True), strict=True))


def test_that_every_later_stage_is_paired_with_every_earlier_one() -> None:
    log = timed([("A", 0), ("B", 2), ("C", 3)], [("A", 0), ("C", 5)])
    assert by_name(profiled(log)) == {
        ("A", "B"): (1, 2.0, 0.0, 0),
        ("A", "C"): (2, 4.0, pytest.approx(2**0.5), 0),
        ("B", "C"): (1, 1.0, 0.0, 0),
    }


def test_that_a_deal_beyond_so_many_deviations_is_named() -> None:
    log = timed(*([("A", 0), ("B", 10 + i % 2)] for i in range(30)), [("A", 0), ("B", 60)])
    profile = profiled(log)
    assert profile.cases.tolist() == [30]
    assert profile.unusual_deals.tolist() == [1]
    assert profiled(log, beyond=20.0).cases.tolist() == []


def test_that_the_profile_of_a_filter_is_of_its_deals_and_names_them_by_their_place_in_the_log() -> None:
    log = timed(
        [("A", 0), ("B", 500)], *([("A", 0), ("B", 10 + i % 2)] for i in range(30)), [("A", 0), ("B", 60)]
    )
    profile = profiled(log, mask=[False] + [True] * 31)
    assert profile.times.tolist() == [31]
    assert profile.cases.tolist() == [31]


def test_that_no_deals_have_an_empty_profile() -> None:
    assert by_name(profiled(timed([("A", 0)], []))) == {}
    assert by_name(profiled(timed([("A", 0), ("B", 1)]), mask=[False])) == {}


@pytest.mark.parametrize("seed", range(3))
def test_that_it_is_pm4pys(seed: int) -> None:
    random = np.random.default_rng(seed)
    deals = []
    for _ in range(40):
        days = np.cumsum(random.exponential(3, random.integers(1, 9)))
        deals.append([("ABCD"[random.integers(4)], float(day)) for day in days])
    log = timed(*deals)
    profile = profiled(log, beyond=1.5)
    theirs, beyond = bridge.temporal_profile(
        [[(name, int(START + day * DAY)) for name, day in deal] for deal in deals], 1.5
    )
    ours = by_name(profile)
    assert ours.keys() == theirs.keys()
    for pair, (mean, deviation) in theirs.items():
        assert ours[pair][1:3] == pytest.approx((mean / 86_400, deviation / 86_400), rel=1e-6)
    unusual: list[set[tuple[str, str]]] = [set() for _ in deals]
    for pair, case in zip(profile.unusual_pair, profile.unusual_case, strict=True):
        unusual[case].add((profile.labels[profile.first[pair]], profile.labels[profile.second[pair]]))
    assert unusual == beyond


def test_that_it_can_be_cancelled() -> None:
    def cancel(fraction: float, message: str) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        temporal_profile(timed([("A", 0), ("B", 1)]), np.ones(1, dtype=bool), 3.0, cancel)


def test_that_too_many_pairs_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporal, "MOST_PAIRS", 2)
    with pytest.raises(UserError, match="deals have up to 3 events"):
        profiled(timed([("A", 0), ("B", 1), ("C", 2)]))


def test_that_the_order_of_the_log_has_no_say_in_the_order_of_pairs() -> None:
    nothing = ModelQuality(2, None, (), None, None, None)
    deals = [[("A", 0), ("C", 2)], [("B", 0), ("A", 3), ("C", 4)]]
    one, other = (
        quality_of_model_json(nothing, profiled(timed(*some)), ["D1", "D2"])["times"]["pairs"]
        for some in (deals, deals[::-1])
    )
    assert [(pair["first"], pair["second"]) for pair in one] == [("A", "C"), ("B", "A"), ("B", "C")]
    assert one == other


def test_that_thousands_of_stages_are_refused_before_they_fill_the_memory() -> None:
    log = a_log(*(f"N{i} > M{i}" for i in range(2_000)))
    with pytest.raises(UserError, match="4,000 different stages"):
        profiled(log)
