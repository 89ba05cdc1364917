"""The metrics of actions in words: what each is called, in what it is measured, and whom it is measured of."""

from __future__ import annotations

from collections.abc import Mapping

from mining.decay.metrics import deviation_named
from mining.decay.wording import value_words
from mining.number_format import percent
from mining.process.deviation_words import PHRASES, deviation_words
from mining.process.strategy_rows import number_of, number_text, share_of, share_text
from mining.wording import title
from models.change_plan import ChangeAction
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Estimate
from resources.translation import tr

WIN_RATE, CYCLE_DAYS, FITNESS = "win_rate", "cycle_days", "fitness"
OF_DEALS = {WIN_RATE: tr("Win rate"), CYCLE_DAYS: tr("Days to close"), FITNESS: tr("Fitness")}
"""The metrics that are no deviation, and what they are called."""


def metric_of(key: DeviationKey) -> str:
    """A deviation as `mining.decay.metrics.observed` reads it: `skip.Discovery`, `late in Proposal`."""
    parted = f"{PHRASES[key.type.value].replace('{stage}', '').strip()}.{key.stage}"
    words = deviation_words(key)
    forms = (parted, words) if key.type is DeviationType.SKIPPED else (words, parted)
    return next((form for form in forms if deviation_named(form) == key), words)


def metric_words(metric: str) -> str:
    """What a metric is called: `Skipped Discovery`, `Win rate`; one that nobody knows stays as it is written."""
    if metric in OF_DEALS:
        return OF_DEALS[metric]
    key = deviation_named(metric)
    return title(key) if key is not None else metric


def is_share(metric: str) -> bool:
    """Whether it is measured as a share of deals: all are, but the days and the fitness."""
    return metric not in (CYCLE_DAYS, FITNESS)


def falls(metric: str) -> bool:
    """Whether less of it is better."""
    return metric not in (WIN_RATE, FITNESS)


def level_words(value: float | None, metric: str) -> str:
    """A value of the metric alone: `20 %`, `52 days`, `0.87`; empty for none."""
    if value is None:
        return ""
    if is_share(metric):
        return percent(value)
    if metric == CYCLE_DAYS:
        return tr("{days} days", days=f"{value:.3g}")
    return f"{value:.3g}"


def baseline_words(value: Estimate, metric: str) -> str:
    """A measured value with its interval and the number of deals: `41 % (35–47 %, 210 deals)`."""
    return value_words(value, is_share(metric))


def target_text(value: float | None, metric: str) -> str:
    """A target as it is edited: `20 %`, `52`; empty for none."""
    return share_text(value) if is_share(metric) else number_text(value)


def target_of(text: str, metric: str) -> float | None:
    """The target of a text, None of an empty one. Raises UserError where it says none."""
    what = tr("The target")
    return share_of(text, what) if is_share(metric) else number_of(text, what)


def among_words(action: ChangeAction, stand_ins: Mapping[str, str] | None) -> str:
    """Of whom it is measured: `Everybody`, a team, a rep; without real names nobody is named who has no stand-in."""
    if action.person:
        return person_words(action.person, stand_ins)
    return action.group or tr("Everybody")


def person_words(person: str, stand_ins: Mapping[str, str] | None) -> str:
    """What a rep is called: the stand-in, or the real name where `stand_ins` is None."""
    return person if stand_ins is None else stand_ins.get(person, tr("One rep"))
