"""Names that the process and the log do not share: steps without events, events without a step, misspellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from mining.number_format import number
from mining.process.soundness.wording import MOST_NAMED, listed
from mining.stage_mapping import LEAST
from mining.stage_words import outcome_in, similarity, words_of
from models.label import key
from models.model_finding import ModelFault, ModelFinding
from resources.translation import tr, tr_n

MOST_STEPS, MOST_LABELS = 50, 100
"""Of more steps without events, and labels without a step, the others are not compared letter by letter."""

_DIGITS = re.compile(r"\d+")


def against_log(labels_of_model: Iterable[str], deals_of: Mapping[str, int]) -> tuple[ModelFinding, ...]:
    """What the names tell; `deals_of` says for every label of the log how many deals have it.

    Names are compared as everywhere (`models.label.key`: case and spaces do not count). Likely misspellings
    come first, each step with the log's label that is most like it.
    """
    steps = {key(label): label for label in labels_of_model}
    events = {key(label): label for label in deals_of}
    if not events:
        return ()
    unseen = [label for at, label in steps.items() if at not in events]
    unknown = sorted(
        (label for at, label in events.items() if at not in steps), key=lambda n: (-deals_of[n], n)
    )
    meant = likely_names(unseen, unknown)
    found = [_near_miss(step, label, deals_of[label]) for step, label in meant.items()]
    found += _without_events([step for step in unseen if step not in meant])
    found += _without_step([label for label in unknown if label not in set(meant.values())], deals_of)
    return tuple(found)


def likely_names(steps: Sequence[str], labels: Sequence[str]) -> dict[str, str]:
    """Which label each step may mean, for steps that have one: the most alike pairs first, a name in one at most."""
    steps, labels = steps[:MOST_STEPS], labels[:MOST_LABELS]
    pairs = [
        (likeness(step, label), -i, -j) for i, step in enumerate(steps) for j, label in enumerate(labels)
    ]
    chosen: dict[str, str] = {}
    for alike, i, j in sorted(pairs, reverse=True):
        if alike < LEAST:
            break
        if steps[-i] not in chosen and labels[-j] not in chosen.values():
            chosen[steps[-i]] = labels[-j]
    return {step: chosen[step] for step in steps if step in chosen}


@lru_cache(maxsize=8192)
def likeness(step: str, label: str) -> float:
    """0 to 1: by their words, or by one or two letters that are wrong, missing, too many or swapped."""
    mine, other = key(step), key(label)
    numbers, others = _DIGITS.findall(mine), _DIGITS.findall(other)
    if outcome_in(step) != outcome_in(label) or (numbers and others and numbers != others):
        return 0.0
    allowed = min(2, min(len(mine), len(other)) // 4)
    by_letters = 0.95 if allowed and _edits(mine, other, allowed) <= allowed else 0.0
    return max(by_letters, similarity(words_of(step), words_of(label)))


def _edits(mine: str, other: str, allowed: int) -> int:
    """Letters to insert, delete, replace or swap (optimal string alignment); more than `allowed` is not counted."""
    if abs(len(mine) - len(other)) > allowed:
        return allowed + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(mine, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and mine[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
    return row[-1]


def _near_miss(step: str, label: str, deals: int) -> ModelFinding:
    return ModelFinding(
        ModelFault.NEAR_MISS,
        "warning",
        tr_n(
            "No event is called {step}, but {count} has {label}: did you mean that? Write the same "
            "name in the process as in the log.",
            "No event is called {step}, but {count} have {label}: did you mean that? Write the same "
            "name in the process as in the log.",
            deals,
            step=step,
            count=_count(deals),
            label=label,
        ),
        (step, label),
    )


def _without_events(steps: Sequence[str]) -> Iterator[ModelFinding]:
    if steps:
        yield ModelFinding(
            ModelFault.NOT_IN_LOG,
            "warning",
            tr(
                "No event is called {steps}; give the name that the log has for it, or remove it from "
                "the process.",
                steps=listed(steps, "or"),
            ),
            tuple(steps),
        )


def _without_step(labels: Sequence[str], deals_of: Mapping[str, int]) -> Iterator[ModelFinding]:
    if labels:
        counted = [f"{label} ({_count(deals_of[label])})" for label in labels[: MOST_NAMED + 1]]
        yield ModelFinding(
            ModelFault.NOT_IN_MODEL,
            "note",
            tr(
                "The process has no step called {value}; their events count as undocumented, add the "
                "step or leave them out.",
                value=listed([*counted, *labels[MOST_NAMED + 1 :]], "or"),
            ),
            tuple(labels),
        )


def _count(deals: int) -> str:
    return tr("{deals} deal", deals=number(deals)) if deals == 1 else tr("{deals} deals", deals=number(deals))
