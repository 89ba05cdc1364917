"""What every place of a deal's timeline says in a sentence, to those who point at it and those who hear it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from desktop.screens.deal.arrangement import Lane, Place, Told
from mining.deals.activities import counted, what, when
from mining.deals.story_words import amount_words, close_date_words, expected_words, hand_over_words
from mining.number_format import day_and_time, days, number
from mining.wording import step_words
from models.case_table import NO_TIME
from models.deal_activity import DealActivity
from models.deal_path import Step
from resources.translation import tr

_TOLD = 8
"""So many things that share a mark are told one by one."""
_LONGEST = 90
"""Characters of a subject, a name or a label."""


def lines_of(place: Place, told: Told) -> list[str]:
    """One line for each thing at a place, and a first one that counts them where they are several."""
    lines = [_line(place.lane, item, told) for item in islice(place.items, _TOLD)]
    if place.lane is Lane.EXPECTED and told.story is not None:
        return [expected_words(told.story)]
    if len(place.items) > 1:
        lines.insert(0, _counted(place, told))
    if len(place.items) > _TOLD:
        lines.append(tr("and {items} more, see the list below", items=number(len(place.items) - _TOLD)))
    return lines


def step_lines(step: Step, checked: bool) -> list[str]:
    """Stage, what it is, exact times, and who."""
    lines = [step.stage]
    words = step_words(step, checked)
    if words:
        lines.append(words[0].upper() + words[1:])
    if step.begin != NO_TIME:
        begin = day_and_time(step.begin)
        lines.append(
            tr("{begin} to {end}", begin=begin, end=day_and_time(step.end)) if step.end != NO_TIME else begin
        )
    if step.days is not None:
        lines.append(
            tr("Time not known: entered in bulk") if step.in_bulk else days(step.days, step.day_hours)
        )
    if step.who:
        lines.append(tr("Entered by {who}", who=step.who))
    return lines


def sentence_of(place: Place, told: Told) -> str:
    """All of a place in one line."""
    separator = "  ·  " if place.lane in (Lane.STAGES, Lane.ASKED) and len(place.items) == 1 else "; "
    if place.lane in (Lane.STAGES, Lane.ASKED) and len(place.items) == 1:
        return separator.join(step_lines(told.path.steps[place.items[0]], told.path.checked))
    return separator.join(lines_of(place, told))


def activity_words(activity: DealActivity) -> str:
    """Date, what, who and subject of an activity."""
    parts = (when(activity), what(activity), activity.who, activity.subject)
    return "  ·  ".join(_short(part) for part in parts if part.strip())


def _line(lane: Lane, item: int, told: Told) -> str:
    story = told.story
    if lane in (Lane.BUYER, Lane.SELLER):
        return activity_words(told.activities[item])
    if lane in (Lane.STAGES, Lane.ASKED):
        step = told.path.steps[item]
        words = step_words(step, told.path.checked)
        return f"{step.stage}, {day_and_time(step.begin)}" + (f": {words}" if words else "")
    if lane is Lane.JOURNEY:
        return told.journey_words[item]
    if story is None:
        return ""
    if lane is Lane.PEOPLE:
        return hand_over_words(story.hand_overs[item])
    if lane is Lane.AMOUNT:
        return amount_words(story.amounts[item], story.currency)
    return close_date_words(story.close_dates[item])


def _counted(place: Place, told: Told) -> str:
    its: Sequence[int] = place.items
    if place.lane in (Lane.BUYER, Lane.SELLER):
        return counted(told.activities[item] for item in its)
    noun = {
        Lane.PEOPLE: tr("hand-overs"),
        Lane.CLOSE_DATE: tr("close dates"),
        Lane.JOURNEY: tr("things about the buyer"),
    }.get(place.lane, tr("steps"))
    return f"{number(len(its))} {noun}"


def _short(words: str) -> str:
    line = words.replace("\n", " ").strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
