"""What a call comes down to: an unrealistic process, a vague one, or comfort; each only with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mining.diagnosis.habits.comfort import NEEDED, Traces, signs_of_comfort
from mining.diagnosis.verdicts.substitutes import substitutes, way_words
from mining.diagnosis.verdicts.whose import Whose
from mining.number_format import decimal, number, percent, plural, points, signed
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import DeviationEffects, Evidence, Metric, Reading
from models.thresholds import Thresholds
from resources.translation import tr, tr_n


@dataclass(frozen=True)
class Read:
    """The reading, what speaks for and against it, and what would change it."""

    reading: Reading
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    would_change: tuple[str, ...] = ()


def read_everybody(
    found: Conformance,
    key: DeviationKey,
    call: Whose,
    effects: DeviationEffects | None,
    thresholds: Thresholds,
) -> Read:
    """Unrealistic where one way carries most deals and costs nothing much; vague where the ways are scattered."""
    if key.type is not DeviationType.SKIPPED:
        return Read(Reading.NONE)
    ways = substitutes(found, key, call.cases)
    if not ways.ways:
        return Read(Reading.NONE)
    said = Evidence(
        tr_n(
            "{share} of these deals go {way_words}; there is {ways} around it.",
            "{share} of these deals go {way_words}; there are {ways} around it.",
            len(ways.ways),
            share=percent(ways.share),
            way_words=way_words(ways.ways[0][0]),
            ways=plural(len(ways.ways), "way"),
        )
    )
    if ways.share >= thresholds.one_path:
        return _one_way(said, effects, thresholds)
    if ways.scatter > thresholds.scattered:
        told = tr(
            "What is done instead is scattered (normalised entropy {scatter}): the step may be unclear.",
            scatter=decimal(ways.scatter, 2),
        )
        return Read(Reading.VAGUE, (said, Evidence(told)), (), (_if_one_way(thresholds),))
    return Read(Reading.NONE, (said,))


def _one_way(said: Evidence, effects: DeviationEffects | None, thresholds: Thresholds) -> Read:
    won = effects.of(Metric.WIN_RATE) if effects is not None else None
    if won is None or won.adjusted is None:
        needed = tr("To call the process unrealistic, its effect on winning has to be known, at equal mix.")
        return Read(Reading.NONE, (said,), (), (needed,))
    found = won.adjusted
    told = tr(
        "At equal mix, deals with it win {points} against the others (95\u00a0% interval {low} "
        "to\u00a0{high}, {deals}).",
        points=points(found.value),
        low=signed(found.low),
        high=signed(found.high),
        deals=plural(found.n, "deal"),
    )
    if found.value < thresholds.harmless:
        return Read(Reading.NONE, (said,), (Evidence(told),))
    against: tuple[Evidence, ...] = ()
    if found.low < thresholds.harmless:
        against = (
            Evidence(tr("A loss of up to {unsigned} is not excluded.", unsigned=_unsigned(-found.low))),
        )
    change = tr(
        "If deals with it won over {unsigned} less, the step would be worth its effort.",
        unsigned=_unsigned(-thresholds.harmless),
    )
    return Read(Reading.UNREALISTIC, (said, Evidence(told)), against, (change,))


def _unsigned(difference: float) -> str:
    return tr("{difference}\u00a0points", difference=number(abs(difference) * 100))


def _if_one_way(thresholds: Thresholds) -> str:
    return tr(
        "If {share} of the deals went one way around it, it would not be vague.",
        share=percent(thresholds.one_path),
    )


def read_habit(key: DeviationKey, call: Whose, traces: Traces | None, owners: Sequence[str]) -> Read:
    """Comfort where at least two signs of it hold for every rep who is called; the signs are told in any case."""
    if traces is None:
        return Read(Reading.NONE)
    code = {name: number for number, name in enumerate(owners)}
    peers = np.ones(len(owners), dtype=bool)
    peers[[code[name] for name in call.who]] = False
    said: list[Evidence] = []
    fewest = len(owners)
    for name in call.who:
        signs = signs_of_comfort(key, code[name], peers, traces)
        fewest = min(fewest, len(signs))
        said += [Evidence(f"{name}: {sign}") for sign in signs]
    if fewest >= NEEDED:
        return Read(Reading.COMFORT, tuple(said))
    return Read(Reading.NONE, tuple(said))
