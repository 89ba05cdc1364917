"""Random logs with random times, outcomes and owners, for properties."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from models.event_log import EventLog
from tests.builders import DAY, START, a_log

SECOND = 1_000_000

traces = st.lists(st.lists(st.sampled_from("ABCDE"), max_size=9), max_size=14)


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """Up to 14 cases of up to 9 events of five activities, with ties, whole seconds or not, and every outcome."""
    chosen = draw(traces)
    random = np.random.default_rng(draw(st.integers(0, 1 << 16)))
    n = len(chosen)
    names = ["", "Ann", "Bob", "Cid"]
    log = a_log(
        *(" > ".join(trace) for trace in chosen),
        outcome=random.integers(0, 4, n).astype(np.int8),
        owner=[names[i] for i in random.integers(0, 4, n)] or [""] * n,
        created=START + random.integers(0, 200, n) * DAY,
    )
    gaps = random.choice(
        [0, SECOND, DAY, 90 * DAY] if draw(st.booleans()) else [0, 1, 3 * DAY // 7], log.n_events
    )
    return replace(log, timestamp=(START + np.cumsum(gaps)).astype(np.int64))


def masks(log: EventLog, seed: int) -> np.ndarray:
    """A random choice of its cases."""
    return np.random.default_rng(seed).random(log.n_cases) < 0.6
