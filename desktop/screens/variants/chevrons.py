"""What a row of chevrons shows: one item a step, a mark for what is repeated, and how the deals ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from desktop.deviation_look import icon_name
from mining.number_format import number, plural
from mining.variant_rows.wording import ended_words
from mining.wording import FORBIDDEN_PATH, step_words
from models.deal_path import Step
from models.deviation import DeviationType
from models.variant_rows import PathPart
from resources.translation import tr


class Look(Enum):
    """How an item looks; never by colour alone."""

    DONE = auto()
    AGAIN = auto()
    NOT_TAKEN = auto()
    DEPARTS = auto()
    WON = auto()
    LOST = auto()
    OPEN = auto()
    END = auto()
    TIMES = auto()
    LEFT_OUT = auto()
    LEFT_OUT_DEPARTS = auto()
    SPLIT = auto()


MARKS = {Look.WON: "✓", Look.LOST: "✕", Look.OPEN: "○"}
_WORDS = {Look.WON: tr("won"), Look.LOST: tr("lost"), Look.OPEN: tr("open")}


@dataclass(frozen=True)
class Item:
    """One item: its words, its look, its icon (empty for none) and its tool tip; `repeated` ones are underlined.

    A `pill` is no step and has no point; its words are never cut. `documented` marks a step as the process has it.
    `counts` are those of a `SPLIT`: how many deals have each outcome, in the order in which they stand.
    """

    words: str
    look: Look
    icon: str = ""
    tip: str = ""
    repeated: bool = False
    documented: bool = False
    pill: bool = False
    counts: tuple[tuple[Look, int], ...] = ()

    @property
    def has_mark(self) -> bool:
        """Whether a sign of the outcome stands before its words."""
        return self.look in MARKS

    @cached_property
    def face(self) -> Item:
        """What is drawn of it, which many items have in common."""
        return replace(self, tip="", repeated=False)

    @property
    def departs(self) -> bool:
        """Whether it tells of a departure from the process."""
        return self.look in (Look.DEPARTS, Look.NOT_TAKEN, Look.LEFT_OUT_DEPARTS)


@dataclass(frozen=True)
class Outcomes:
    """How the deals of a row ended."""

    deals: int
    won: int
    lost: int
    open: int

    @property
    def counts(self) -> tuple[tuple[Look, int], ...]:
        """The outcomes that there are."""
        every = ((Look.WON, self.won), (Look.LOST, self.lost), (Look.OPEN, self.open))
        return tuple((look, count) for look, count in every if count)

    @property
    def one(self) -> Look:
        """The look of the end that all of them have, `END` where they differ."""
        counts = {Look.WON: self.won, Look.LOST: self.lost}
        return next((look for look, count in counts.items() if count and count == self.deals), Look.END)


def items_of(parts: Sequence[PathPart], checked: bool, outcomes: Outcomes) -> tuple[Item, ...]:
    """The items of a path; where its last step does not close it, they say at the end how its deals stand."""
    closes = bool(parts) and parts[-1].steps[-1].is_end
    return (*_steps(parts, checked, outcomes), *([] if closes else _ends(outcomes)))


def items_up_to_close(
    parts: Sequence[PathPart], checked: bool, outcomes: Outcomes, early: bool
) -> tuple[Item, ...]:
    """The items of a path up to where its deals were closed (`early`: too early), and how these ended."""
    items = list(_steps(parts, checked, outcomes))
    if early:
        kind = DeviationType.PREMATURE_CLOSE
        items.append(
            Item(tr("closed too early"), Look.DEPARTS, icon_name(kind), tr("Closed too early"), pill=True)
        )
    if outcomes.counts:
        ended = ended_words(outcomes.won, outcomes.lost, outcomes.open)
        tip = tr("Of {deals} that came this way: {ended}", deals=plural(outcomes.deals, "deal"), ended=ended)
        items.append(Item("", Look.SPLIT, tip=tip, pill=True, counts=outcomes.counts))
    return tuple(items)


def never_to_happen() -> Item:
    """The mark at the end of a path that must never happen."""
    icon = icon_name(DeviationType.FORBIDDEN)
    return Item(tr("must never happen"), Look.DEPARTS, icon, FORBIDDEN_PATH, pill=True)


def _steps(parts: Sequence[PathPart], checked: bool, outcomes: Outcomes) -> list[Item]:
    items = [] if parts else [Item(tr("no step yet"), Look.LEFT_OUT, pill=True)]
    for part in parts:
        items += [_step(step, checked, outcomes, part.times > 1) for step in part.steps]
        if part.times > 1:
            names = " > ".join(step.stage for step in part.steps)
            items.append(
                Item(
                    f"×{number(part.times)}",
                    Look.TIMES,
                    tip=tr("{names}: {times} times", names=names, times=part.times),
                    pill=True,
                )
            )
    return items


def left_out(items: Sequence[Item]) -> Item:
    """What stands in the middle of a long path for items that find no room there."""
    steps = [item for item in items if item.look is not Look.TIMES]
    departs = any(item.departs for item in steps)
    names = " > ".join(item.words for item in steps)
    look = Look.LEFT_OUT_DEPARTS if departs else Look.LEFT_OUT
    return Item(
        f"+{number(len(steps))}",
        look,
        tip=tr("{count} more: {names}", count=number(len(steps)), names=names),
        pill=True,
    )


def _step(step: Step, checked: bool, outcomes: Outcomes, repeated: bool) -> Item:
    words = step_words(step, checked)
    name = " ".join(step.stage.split())  # names from files may have lines
    tip = f"{name}: {words}" if words else name
    icon = icon_name(step.deviation) if step.deviation else ""
    return Item(
        name,
        _look(step, checked, outcomes),
        icon,
        tip,
        repeated,
        documented=checked and step.happened and step.asked and step.deviation is None,
    )


def _look(step: Step, checked: bool, outcomes: Outcomes) -> Look:
    if not step.happened:
        return Look.NOT_TAKEN
    if step.deviation is not None:
        return Look.DEPARTS
    if step.is_end:
        return outcomes.one
    return Look.DONE if step.asked or not checked else Look.AGAIN


def _ends(outcomes: Outcomes) -> list[Item]:
    """A pill for every way in which the deals ended, where the path itself does not say it."""
    said = [(look, count, _WORDS[look]) for look, count in outcomes.counts]
    alone = len(said) == 1 and said[0][1] == outcomes.deals
    return [
        Item(
            word if alone else f"{number(count)} {word}",
            look,
            tip=tr(
                "{count} of {deals} deals {what}",
                count=number(count),
                deals=number(outcomes.deals),
                what=tr("still open") if look is Look.OPEN else word,
            ),
            pill=True,
        )
        for look, count, word in said
    ]
