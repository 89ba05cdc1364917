"""How well deals fit the sweet spot."""

from __future__ import annotations

import numpy as np

from mining.kpis.fit import fit_scores, fits
from models.categorical import Categorical
from models.event_log import EventLog
from models.strategy import FitRule, SweetSpot
from tests.builders import a_log

SPOT = SweetSpot(
    (FitRule("industry", ("SaaS", "Fintech")), FitRule("employees", low=50, high=1000)), min_score=0.6
)


def deals(industry: list[str], employees: list[str], **columns: object) -> EventLog:
    extra = {"Industry": Categorical.of(industry), "Employees": Categorical.of(employees)}
    return a_log(*["Qualify"] * len(industry), extra=extra, **columns)


def test_that_the_fit_is_the_share_of_rules_met() -> None:
    log = deals(["SaaS", "fintech ", "Retail", "Retail"], ["50", "1001", "1000", "49"])
    assert fit_scores(log, SPOT).tolist() == [1.0, 0.5, 0.5, 0.0]


def test_that_only_rules_the_deal_says_anything_of_count() -> None:
    log = deals(["SaaS", "", "Retail", ""], ["", "200", "many", ""])
    found = fit_scores(log, SPOT)
    assert found[:3].tolist() == [1.0, 1.0, 0.0]
    assert np.isnan(found[3])


def test_that_an_open_bound_does_not_bind() -> None:
    log = deals(["", "", ""], ["1", "49.5", "1e6"])
    assert fit_scores(log, SweetSpot((FitRule("employees", high=49.5),))).tolist() == [1, 1, 0]
    assert fit_scores(log, SweetSpot((FitRule("employees", low=49.5),))).tolist() == [0, 1, 1]


def test_that_built_in_columns_are_fields_as_well() -> None:
    log = a_log("A", "A", "A", amount=np.array([10.0, 90.0, np.nan]), segment=["SMB", "Enterprise", ""])
    spot = SweetSpot((FitRule("amount", low=20), FitRule("Segment", ("enterprise",))))
    assert fit_scores(log, spot)[:2].tolist() == [0, 1]
    assert np.isnan(fit_scores(log, spot)[2])


def test_that_a_number_among_the_values_is_compared_as_a_number() -> None:
    log = deals(["", ""], ["50.0", "51"])
    assert fit_scores(log, SweetSpot((FitRule("employees", ("50",)),))).tolist() == [1, 0]


def test_that_nothing_is_known_without_rules() -> None:
    log = deals(["SaaS"], ["50"])
    for spot in (
        None,
        SweetSpot(()),
        SweetSpot((FitRule("industry"),)),
        SweetSpot((FitRule("nowhere", ("x",)),)),
    ):
        assert np.isnan(fit_scores(log, spot)).all()
        assert fits(log, spot).tolist() == [-1]


def test_that_a_deal_fits_from_the_least_score_on() -> None:
    log = deals(["SaaS", "Retail", ""], ["200", "200", ""])
    assert fits(log, SPOT).tolist() == [1, 0, -1]
    third = SweetSpot((*SPOT.rules, FitRule("industry", ("Retail",))), min_score=0.6666666667)
    assert fits(log, third).tolist() == [1, 1, -1]
