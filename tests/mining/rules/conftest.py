"""Both ways to check and to count: by numpy and by the compiled loops, which must agree."""

from collections.abc import Iterator

import pytest

from mining.rules.deals_loop import JUDGE_DEALS
from mining.rules.pairs_loop import COUNT_PAIRS
from tests.ways import WAYS, in_way


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    yield from in_way(request.param, (COUNT_PAIRS, JUDGE_DEALS))
