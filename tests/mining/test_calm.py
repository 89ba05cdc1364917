"""The five bands behind the calm lines, against a general solver."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.layout.calm import _solved


@given(st.integers(4, 60), st.floats(0.5, 1200), st.integers(0, 2**32 - 1))
def test_that_the_bands_are_solved_as_the_whole_matrix_is(count: int, stiffness: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    weight = random.uniform(1, 60, count)
    weight[[0, -1]] = 1e5
    right = weight * random.uniform(-2_000, 2_000, (2, count))
    bend = np.diff(np.eye(count), n=2, axis=0)
    wanted = np.linalg.solve(np.diag(weight) + stiffness * bend.T @ bend, right.T).T
    assert np.allclose(_solved(right.tolist(), weight.tolist(), stiffness), wanted, atol=1e-6)
