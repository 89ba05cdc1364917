"""The thresholds in plain words, by verdict, each as the whole number that a person enters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from mining.diagnosis.wording import kind_words
from mining.number_format import NBSP
from models.diagnosis import VerdictKind
from models.thresholds import Thresholds
from resources.translation import mid_sentence, tr


@dataclass(frozen=True)
class Field:
    """One threshold: `shown` turns its value into the number entered, from `least` to `most`, `taken` turns it back."""

    name: str
    words: str
    unit: str
    least: int
    most: int
    shown: Callable[[float], int]
    taken: Callable[[int], Any]

    def of(self, thresholds: Thresholds) -> int:
        """The number that stands for it now."""
        return self.shown(getattr(thresholds, self.name))

    def with_value(self, thresholds: Thresholds, value: int) -> Thresholds:
        """Thresholds with this one changed."""
        changed: dict[str, Any] = {self.name: self.taken(value)}
        return replace(thresholds, **changed)

    @property
    def proposal(self) -> int:
        """The number that is proposed."""
        return self.of(Thresholds())

    def written(self, value: int) -> str:
        """`40 %`, `20 points`, `1 in 6 reps`."""
        return tr("1 in {value}\u00a0reps", value=value) if self.unit == REPS else f"{value}{NBSP}{self.unit}"


REPS = tr("reps")
"""The unit of a share that is told as one rep in so many."""


def _percent(name: str, words: str, least: int = 1, most: int = 100) -> Field:
    return Field(name, words, "%", least, most, lambda value: round(value * 100), lambda value: value / 100)


def _points(name: str, words: str, most: int = 60) -> Field:
    return Field(
        name, words, tr("points"), 1, most, lambda value: round(value * 100), lambda value: value / 100
    )


GROUPS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        kind_words(VerdictKind.EVERYBODY),
        (
            _percent(
                "everybody_rate",
                tr("Share of deals that show it, at the low end of its interval, above"),
                most=95,
            ),
            _percent("everybody_share", tr("Share of the reps who show it that often, at least"), 50),
            _percent(
                "one_path", tr("Unrealistic process: share of these deals on one other path, at least"), 10
            ),
            Field(
                "harmless",
                tr("Unrealistic process: the win rate at equal mix is lower by at most"),
                tr("points"),
                0,
                30,
                lambda value: round(-value * 100),
                lambda value: -value / 100,
            ),
            _percent(
                "scattered", tr("Vague process: what is done instead is scattered (100 %: evenly), above"), 10
            ),
        ),
    ),
    (
        kind_words(VerdictKind.TEAM),
        (
            _percent(
                "team_p", tr("Ways to deal reps out to teams that set a team so far apart, below"), most=20
            ),
            _points("team_gap", tr("Gap to the other teams, above")),
            _percent("team_share", tr("Share of the team's reps above the others, at least"), 50),
        ),
    ),
    (
        kind_words(VerdictKind.REP),
        (
            _percent("rep_q", tr("False alarms to be expected among the habits found (q), at most"), most=20),
            _points("rep_gap", tr("Gap to the others, drawn towards them, above")),
            Field(
                "rep_share",
                tr("Reps with the habit, at most one in"),
                REPS,
                2,
                50,
                lambda value: round(1 / value) if value > 0 else 50,
                lambda value: 1 / value,
            ),
            Field(
                "quarters",
                tr("Above the others in at least so many of the last three"),
                tr("quarters"),
                1,
                3,
                round,
                int,
            ),
        ),
    ),
    (
        tr(
            "{first} and {second}",
            first=kind_words(VerdictKind.UNOBTAINABLE),
            second=mid_sentence(kind_words(VerdictKind.SKILL)),
        ),
        (
            _percent("conformity", tr("Deals count as following the process from a fit of"), 50),
            _percent("skill_p", tr("Reps differ where chance alone would do so in at most"), most=20),
            _percent(
                "best_share",
                tr("Share of the target that the best quarter of the reps reaches, at least"),
                50,
            ),
        ),
    ),
    (
        tr("Everywhere"),
        (
            Field(
                "fewest",
                tr("Deals on either side below which no effect is told"),
                tr("deals"),
                10,
                500,
                round,
                int,
            ),
        ),
    ),
)
"""Every threshold once, under the verdict that it is of."""
