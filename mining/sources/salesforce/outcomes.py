"""What the stages of a Salesforce organisation mean: won, lost or open."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mining.sources.assemble import Events
from mining.sources.salesforce.tables import SalesforceFrame
from mining.sources.table.columns import plain_name
from mining.sources.values.money import read_amounts
from mining.sources.values.outcomes import outcome_of_stage
from models.case_table import Outcome
from models.label import tidy


def stage_outcomes(
    saves: Events | None, opportunities: SalesforceFrame | None, stages: SalesforceFrame | None
) -> Mapping[str, Outcome]:
    """By the list of stages, by Opportunity, by the stage's name, or by probability and forecast category."""
    found: dict[str, Outcome] = {}
    for outcome, chance, forecast in ((Outcome.WON, 100, "closed"), (Outcome.LOST, 0, "omitted")):
        for label in _by_forecast(saves, chance, forecast) if saves else []:
            if outcome_of_stage(label) is Outcome.OPEN:
                found[label] = outcome
    for frame, names in ((opportunities, ("stagename", "stage")), (stages, ("apiname", "masterlabel"))):
        if frame is not None:
            found |= _said(frame, names)
    return found


def _said(frame: SalesforceFrame, names: tuple[str, ...]) -> dict[str, Outcome]:
    closed, won = frame.spelling("isclosed", "closed"), frame.spelling("iswon", "won")
    if closed is None or won is None:
        return {}
    flags = zip(frame.flags(plain_name(closed)), frame.flags(plain_name(won)), strict=True)
    stages = frame.column(*names).texts()
    return {
        tidy(stage): Outcome.WON if is_won else Outcome.LOST
        for stage, (is_closed, is_won) in zip(stages, flags, strict=True)
        if is_closed
    }


def _by_forecast(saves: Events, chance: int, forecast: str) -> list[str]:
    """The stages in which every save has this probability and forecast category."""
    probability, category = saves.extra.get("Probability"), saves.extra.get("Forecast category")
    if probability is None or category is None:
        return []
    is_chance = np.append(read_amounts(probability.labels) == chance, False)[probability.codes]
    is_category = np.array([*(plain_name(c) == forecast for c in category.labels), False])[category.codes]
    codes, labels = saves.activity.codes, saves.activity.labels
    total = np.bincount(codes, minlength=len(labels))
    agree = np.bincount(codes[is_chance & is_category], minlength=len(labels))
    return [labels[code] for code in np.flatnonzero((agree == total) & (total > 0)).tolist()]
