"""What a trainer works with: whose deals, deals told step by step, exercises made from them, and the answers given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Group(StrEnum):
    """Whose deals are trained with; the values are the keys of the file that keeps the answers."""

    EVERYBODY = "everybody"
    TEAM = "team"
    REP = "rep"


@dataclass(frozen=True)
class Whom:
    """Everybody (`name` is empty), a team or one rep by the name in the log."""

    group: Group = Group.EVERYBODY
    name: str = ""


class ExerciseKind(StrEnum):
    """What an exercise asks; the values are the keys of the file that keeps the answers."""

    LANE = "lane"
    SKIPPED = "skipped"
    NEXT = "next"
    BUYER = "buyer"
    MISSING = "missing"


@dataclass(frozen=True)
class PrescribedStage:
    """A stage of the path that is prescribed for a deal; `needed` where no deal is won without it."""

    name: str
    needed: bool


@dataclass(frozen=True)
class DealMoment:
    """What a deal did, and what the process allows after it.

    `day` counts the days since the deal began, on the clock of the log. `asked` are the stages that the process has
    next, in documented order, `again` those that it allows once more; both are empty at the end. `follows` says
    whether coming here was one of the things allowed, `told` why in a sentence. `before_leaving` says what else is
    due before the stage is left (evidence, allowed time, the buyer's step), `became` what became of that, known only
    when the deal has moved on.
    """

    stage: str
    day: float
    follows: bool
    told: str
    asked: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    before_leaving: tuple[str, ...] = ()
    became: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrainingDeal:
    """A deal that teaches something: `name` is its stand-in ("Deal A"), `case` its place in the checked log.

    `shows` are the departures it shows in plain words, nothing where it is in its lane. `path` is what is prescribed
    for it, `moments` what it did. `asked_first` is what the process asks for before anything happened. `day_hours` is
    how long the days of the moments are, None for days of 24 hours.
    """

    case: int
    name: str
    shows: tuple[str, ...]
    path: tuple[PrescribedStage, ...]
    asked_first: tuple[str, ...]
    moments: tuple[DealMoment, ...]
    day_hours: float | None = None


@dataclass(frozen=True)
class Shown:
    """What an exercise tells of a deal: on which day of the deal it came to a stage, or a signal was seen."""

    day: float
    what: str
    is_signal: bool = False


@dataclass(frozen=True)
class Exercise:
    """A question about one deal with its choices; each of the choices in `right` (their places) is right.

    `key` names the exercise for the answers that are kept: it says nothing of the deal. `day_hours` is how long the
    days are, None for days of 24 hours.
    """

    kind: ExerciseKind
    case: int
    deal: str
    question: str
    shown: tuple[Shown, ...]
    choices: tuple[str, ...]
    right: frozenset[int]
    explanation: str
    key: str
    day_hours: float | None = None


@dataclass(frozen=True)
class Left:
    """A kind of exercise that cannot be made, and why, in a sentence."""

    kind: ExerciseKind
    why: str


@dataclass(frozen=True)
class PeerFigure:
    """How many closed deals stay in their lane: `cases` of `deals`, sold by so many `people`."""

    cases: int
    deals: int
    people: int


@dataclass(frozen=True)
class Material:
    """Everything for one session: deals to go through, exercises in their order, and what could not be made.

    `pool` is the number of deals that may teach, `closed` how many are closed at all. `own` and `others` are how many
    of them stay in their lane; `others` only where they are enough people not to be recognised.
    """

    label: str
    path: tuple[PrescribedStage, ...]
    deals: tuple[TrainingDeal, ...]
    exercises: tuple[Exercise, ...]
    left: tuple[Left, ...]
    closed: int
    pool: int
    own: PeerFigure
    others: PeerFigure | None = None


@dataclass(frozen=True)
class GivenAnswer:
    """One answer that was given: to which exercise, on which day, and whether it was right."""

    exercise: str
    kind: ExerciseKind
    right: bool
    day: date
