"""How the buyer's side is told in words and as data."""

import numpy as np

from mining.journey.buyer_json import buyer_json
from mining.journey.tracks import Track, tracks
from mining.journey.wording import done_words, seen_words, told, track_words
from models.event_log import EventLog
from tests.builders import a_log_with_activities
from tests.mining.journey.processes import a_process, analysed, checked

LOG = a_log_with_activities(
    "0 Qualify | 1 ~Call: pain | 5 Discovery",  # the buyer is there 4 days before
    "0 Qualify | 3 Discovery | 5 ~Call: pain",  # 2 days after
    "0 Qualify | 2 ~Call: pain | 4 Discovery",  # 2 days before
    "0 Qualify | 3 Discovery",  # never
    "0 Qualify | 1 ~Call: pain",
)


def track(log: EventLog = LOG) -> Track:
    return tracks(log, checked(log), np.ones(log.n_cases, dtype=bool))[0]


def test_that_a_track_is_told_in_a_sentence() -> None:
    assert track_words(track(), None) == (
        "Of the 4\u00a0deals that came to Discovery, the buyer was ready by then in 2, later in 1 and is not seen to "
        "be in 1. The buyer is there 2\u00a0days before the seller (median)."
    )
    late = track(a_log_with_activities("0 Qualify | 3 Discovery | 5 ~Call: pain"))
    assert track_words(late, None).endswith("The seller is there 2\u00a0days before the buyer (median).")
    never = track(a_log_with_activities("0 Qualify | 3 Discovery", "0 Qualify | 1 ~Call: pain"))
    assert track_words(never, None).endswith("is not seen to be in 1.")


def test_that_signals_and_steps_are_told_with_their_counts_or_why_there_are_none() -> None:
    buyer = """
      problem: {evidence: [pain], measure: "amount > 5"}
      exploration: {evidence: [explored]}
      consensus: {always_on: true, measure: "amount > 5"}
    """
    log = a_log_with_activities(
        "0 Qualify | 1 ~Call: pain | 2 ~Call: pain", "0 Qualify", amount=np.array([9.0, 2.0])
    )
    found = checked(log, a_process(buyer=buyer))
    assert [seen_words(one) for one in found.signals[:2]] == [
        "Seen 2 times in 1\u00a0deal.",
        "No evidence in this log: the log has no event called 'Meeting'.",
    ]
    assert [done_words(one) for one in found.steps] == [
        "Seen to be done in 1\u00a0deal. “amount > 5” holds in 1 of 2\u00a0deals.",
        "No evidence in this log: no signal of it is seen.",
        "Always on. “amount > 5” holds in 1 of 2\u00a0deals.",
    ]
    assert [line.partition(":")[0] for line in told(found)][:3] == ["explored", "asked", "Exploration"]


def test_that_the_buyer_s_side_is_written_as_data() -> None:
    analysis = analysed(LOG)
    written = buyer_json(LOG, analysis.buyer)
    assert written is not None
    assert written["signals"][0] == {"name": "pain", "times": 4, "deals": 4, "no_evidence": None}
    assert written["signals"][1]["no_evidence"] == "the log has no event called 'Meeting'"
    assert [(one["name"], one["can_be_checked"], one["deals"]) for one in written["steps"]] == [
        ("problem", True, 4),
        ("exploration", False, 0),
        ("selection", False, 0),
    ]
    assert written["stages"][0] == {
        "stage": "Discovery",
        "steps": ["Problem"],
        "deals": 4,
        "buyer_before": 2,
        "buyer_after": 1,
        "buyer_never": 1,
        "median_days": -2.0,
    }
    assert written["contradictions"] == []
    assert buyer_json(LOG, None) is None
