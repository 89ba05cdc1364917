"""What the local clock showed, against the standard library, also on the days on which it was changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.sources.values.zones import to_local
from models.case_table import NO_TIME

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 2_000_000_000)
    | st.integers(1_711_800_000, 1_711_900_000)  # the clocks of Berlin go forward
    | st.integers(1_729_980_000, 1_730_030_000),  # and back
    max_size=20,
)


@given(seconds=MOMENTS, zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"]))
def test_that_the_clock_shows_what_the_standard_library_says(seconds: list[int], zone: str) -> None:
    found = to_local(np.array(seconds, dtype=np.int64) * 1_000_000, zone)
    for second, local in zip(seconds, found.tolist(), strict=True):
        clock = (EPOCH + timedelta(seconds=second)).astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)
        assert local == (clock - EPOCH) // timedelta(microseconds=1)


def test_that_a_time_that_is_not_known_does_no_harm() -> None:
    times = np.array([NO_TIME, 0], dtype=np.int64)
    assert to_local(times, "Europe/Berlin").tolist() == [NO_TIME, 3_600_000_000]
