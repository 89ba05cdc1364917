"""Changes in sentences."""

import numpy as np

from mining.drift.wording import change_words, result_lines
from models.drift import DriftChange, DriftFeature, DriftKind, DriftResult
from tests.mining.drift.deals import at_day

SKIPS = DriftFeature("skipped: Demo", "skips Demo", 0.04, 0.31, 410, 380)
WEB = DriftFeature("source: Web", "comes from Web", 0.6, 0.2, 500, 480)


def words(kind: DriftKind, *features: DriftFeature, ends: int = 17, p: float = 0.005) -> str:
    change = DriftChange(410, at_day(3), at_day(ends), features, kind, p)
    return change_words(change).replace("\u00a0", " ")


def test_that_a_change_says_when_what_and_among_how_many():
    assert words(DriftKind.PROCESS, SKIPS) == (
        "From 8 Jan 2026 to 22 Jan 2026 it becomes more common that a deal skips Demo: before 4 % "
        "(95 % interval 2–6 %, 410 deals), after 31 % (95 % interval 27–36 %, 380 deals); p = 0.005."
    )


def test_that_what_becomes_rarer_is_less_common_and_the_rest_follows():
    said = words(DriftKind.PROCESS, WEB, SKIPS)
    assert (
        "less common that a deal comes from Web: before 60 % (95 % interval 56–64 %, 500 deals), after 20 %"
        in said
    )
    assert said.endswith("after 31 % (95 % interval 27–36 %, 380 deals).")
    assert "Also: skips Demo: before 4 %" in said


def test_that_a_change_of_the_mix_says_that_nobody_works_differently():
    assert "not worked differently" in words(DriftKind.MIX, WEB)


def test_that_a_change_within_a_day_has_one_date():
    assert words(DriftKind.PROCESS, SKIPS, ends=3).startswith("On 8 Jan 2026 it")


def test_that_a_tiny_p_is_not_written_out():
    assert "p < 0.001" in words(DriftKind.PROCESS, SKIPS, p=1e-9)


def test_that_no_change_is_said_with_what_is_unsaid():
    nothing = DriftResult((), np.zeros(0, dtype=np.int32), ("Because.",))
    assert result_lines(nothing) == ["No change was found.", "Because."]
