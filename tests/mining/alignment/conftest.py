"""Every test of the aligner runs over the compiled loops and over the numpy way."""

from collections.abc import Iterator

import pytest

from mining.alignment.known_loop import KNOWN
from mining.alignment.rows_loop import NARROW, WIDE
from mining.compiled.loading import fast, is_available, without


@pytest.fixture(params=["numpy", "compiled"], autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param == "numpy":
        with without():
            yield
        return
    if not is_available():
        pytest.skip("numba is not installed")
    for loop in (KNOWN, NARROW, WIDE):
        fast(loop, worth_waiting=True)
    yield
