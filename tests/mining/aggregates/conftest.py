"""Every test of the aggregates runs over the compiled loops and over the numpy way."""

from collections.abc import Iterator

import pytest

from mining.aggregates import counting_loop, steps_loop, variants_loop
from mining.compiled.loading import fast, is_available, without
from mining.compiled.loop import Loop

LOOPS = [
    value
    for module in (counting_loop, steps_loop, variants_loop)
    for value in vars(module).values()
    if isinstance(value, Loop)
]


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
