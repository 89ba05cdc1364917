"""Amounts from texts."""

import numpy as np
import pytest

from mining.sources.values.money import read_amounts


@pytest.mark.parametrize(
    ("texts", "amounts"),
    [
        (["1.500", "12.000", "900"], [1500, 12000, 900]),
        (["1.500 €", "12.000 €"], [1500, 12000]),
        (["-1.500"], [-1500]),
        (["1.500", "2.25"], [1.5, 2.25]),
        (["0.125", "1.500"], [0.125, 1.5]),
        (["12345.678"], [12345.678]),
        (["1,500", "12,000"], [1500, 12000]),
        (["1.500", "900,50"], [1500, 900.5]),
    ],
)
def test_that_a_column_says_by_itself_what_its_points_are(texts, amounts):
    assert np.allclose(read_amounts(texts), amounts)
