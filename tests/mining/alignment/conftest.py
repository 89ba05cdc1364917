"""Every test of the aligner runs over the compiled loops and over the numpy way."""

from collections.abc import Iterator

import pytest

from mining.alignment.known_loop import KNOWN
from mining.alignment.rows_loop import NARROW, WIDE
from tests.ways import WAYS, in_way


@pytest.fixture(params=WAYS, autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    yield from in_way(request.param, (KNOWN, NARROW, WIDE))
