"""Both ways to check and to count: by numpy and by the compiled loops, which must agree."""

from collections.abc import Iterator

import pytest

from mining.compiled.loading import fast, is_available, without
from mining.rules.deals_loop import JUDGE_DEALS
from mining.rules.pairs_loop import COUNT_PAIRS


@pytest.fixture(scope="module", params=["numpy", "compiled"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "numpy":
        with without():
            yield "numpy"
    else:
        if not is_available():
            pytest.skip("numba is not installed")
        assert fast(COUNT_PAIRS, worth_waiting=True)
        assert fast(JUDGE_DEALS, worth_waiting=True)
        yield "compiled"
