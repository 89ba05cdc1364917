"""Every test of the aggregates runs over the compiled loops and over the numpy way."""

from collections.abc import Iterator

import pytest

from mining.aggregates.counting_loop import COUNT_CELLS, SCATTER_BY_GROUP, SUM_WEIGHTS, TOTAL_STEPS
from mining.aggregates.steps_loop import SCATTER_STEPS, SORT_GROUPS, UNPACK, WALK
from mining.aggregates.variants_loop import GROUP_TRACES
from mining.compiled.loading import fast, is_available, without

LOOPS = (
    COUNT_CELLS,
    SCATTER_BY_GROUP,
    SUM_WEIGHTS,
    TOTAL_STEPS,
    SCATTER_STEPS,
    SORT_GROUPS,
    UNPACK,
    WALK,
    GROUP_TRACES,
)


@pytest.fixture(params=["numpy", "compiled"], autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param == "numpy":
        with without():
            yield
        return
    if not is_available():
        pytest.skip("numba is not installed")
    for loop in LOOPS:
        fast(loop, worth_waiting=True)
    yield
