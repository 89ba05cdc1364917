"""Every test of the aggregates runs over the compiled loops and over the numpy way."""

from collections.abc import Iterator

import pytest

from mining.aggregates import counting_loop, steps_loop, variants_loop
from mining.compiled.loop import Loop
from tests.ways import WAYS, in_way

LOOPS = [
    value
    for module in (counting_loop, steps_loop, variants_loop)
    for value in vars(module).values()
    if isinstance(value, Loop)
]


@pytest.fixture(params=WAYS, autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    yield from in_way(request.param, LOOPS)
