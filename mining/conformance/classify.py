"""From moves to deviations in the words of the trade, for all explanations at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviation_codes import (
    KINDS,
    OUT_OF_ORDER,
    PREMATURE_CLOSE,
    REPEATED,
    SKIPPED,
    UNDOCUMENTED,
    WENT_BACK,
)
from mining.conformance.told import NONE, Told, Vocabulary
from models.alignment import Alignments, MoveKind
from models.case_table import Outcome
from models.deviation import DeviationKey

JUMP = 2
"""A won deal that leaves out at least this many stages right before the end was closed too early."""


@dataclass(frozen=True, eq=False)
class Classified:
    """The deviations of all explanations, and the ones they could have shown: what they were judged for.

    Deviation `d` is `keys[d]`; the explanations `unit[bounds[d]:bounds[d + 1]]`, which ascend, show it. `gate` is
    the word (an index into `words`, which begin with the stages) of the stage or end that the deal had got to when
    it was sure, or `NONE`. `done` (a row a word, a column an explanation) flags what was done, `past_gate` behind
    what the deal got; `closed` the won and lost deals, `finished` the explanations that were found. `furthest` is
    the highest rank that the deal visited, `NONE` for none.
    """

    keys: tuple[DeviationKey, ...]
    bounds: NDArray[np.int64]
    unit: NDArray[np.int32]
    gate: NDArray[np.int64]
    words: tuple[str, ...]
    done: NDArray[np.bool_]
    past_gate: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    finished: NDArray[np.bool_]
    furthest: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Found:
    """Deviations, one entry each, in order of the explanations and their moves."""

    type: NDArray[np.int64]
    label: NDArray[np.int32]
    unit: NDArray[np.int32]
    gate: NDArray[np.int64]


def classify(
    alignments: Alignments, outcome: NDArray[np.int8], group: NDArray[np.int32], words: Vocabulary
) -> Classified:
    """Name what alignments show; `outcome` and `group` (an index into `words.in_force`) have one entry each.

    A stage that is left out and nowhere done is skipped; done at another place, it is out of order. A later
    visit went back where the deal had been further, and is a repetition where it comes twice in a row. Moving
    forward again over stages already done is part of going back and no deviation of its own. A skip is judged
    on deals past the stage's gate, all else about a stage on the deals that came to it. An alignment that was not
    found shows nothing and is judged for nothing.
    """
    told = Told(alignments, words)
    parts = (_extra_events(told, group), _left_out(told), _premature_closes(told, outcome))
    keys, bounds, unit, gate = _by_key(parts, alignments.labels)
    return Classified(
        keys=keys,
        bounds=bounds,
        unit=unit,
        gate=gate,
        words=told.words,
        done=told.by_word(told.done),
        past_gate=told.by_word(_past_gate(told)),
        closed=(outcome == Outcome.WON) | (outcome == Outcome.LOST),
        finished=alignments.finished,
        furthest=told.furthest,
    )


def _extra_events(told: Told, group: NDArray[np.int32]) -> _Found:
    """What the events are that the process does not ask for, each with the furthest stage reached by then."""
    extra = told.kind == MoveKind.LOG
    extra[told.close[told.close != NONE]] = False
    at = np.flatnonzero(extra)
    word, unit, cell = told.word[at], told.unit[at], told.cell[at]
    last, furthest, visited = told.visited_before(at)
    kind = np.select(
        [
            told.is_end[word],  # closed, and then opened again
            ~told.in_force[group[unit], word],
            told.left_out[cell] | ~visited,
            last == word,
            word < last,
        ],
        [WENT_BACK, UNDOCUMENTED, OUT_OF_ORDER, REPEATED, WENT_BACK],
        NONE,
    )
    reached = np.maximum(furthest, np.where(told.is_stage[word], word, NONE))
    following = told.next_followed(at)
    gate = np.where((kind == UNDOCUMENTED) & (following != NONE), following, reached)
    named = kind != NONE
    return _Found(kind[named], told.label[at[named]], unit[named], gate[named])


def _left_out(told: Told) -> _Found:
    """The stages that were nowhere done, each with the next step after its last place that was."""
    at = np.flatnonzero(told.kind == MoveKind.MODEL)
    at = at[~told.done[told.cell[at]] & ~told.is_end[told.word[at]]]
    last = np.zeros(told.n_cells, dtype=np.int64)
    last[told.cell[at]] = at  # the one that is written last stays
    at = at[last[told.cell[at]] == at]
    return _Found(np.full(len(at), SKIPPED), told.label[at], told.unit[at], told.next_followed(at))


def _premature_closes(told: Told, outcome: NDArray[np.int8]) -> _Found:
    """Straight to won over several stages, or closed from where the process does not close deals.

    The stages before the close are all stages of an explanation: the close is its last word.
    """
    unit = np.flatnonzero(told.close != NONE)
    close, last = told.close[unit], told.last_visit[unit]
    stages = np.concatenate(([0], np.cumsum(told.stage)))
    gap = stages[close] - stages[np.where(last != NONE, last + 1, told.start[unit])]
    jumped = (outcome[unit] == Outcome.WON) & told.followed[close] & (gap >= JUMP)
    early = jumped | (told.kind[close] == MoveKind.LOG)
    close, last, unit = close[early], last[early], unit[early]
    label = told.label[np.where(last != NONE, last, close)]
    return _Found(np.full(len(unit), PREMATURE_CLOSE), label, unit.astype(np.int32), told.word[close])


def _past_gate(told: Told) -> NDArray[np.bool_]:
    """By cell: is a stage followed after this one, or was the deal won?"""
    limit = told.last_in_unit(np.flatnonzero(told.stage & told.followed))
    if "Won" in told.words:
        limit[told.unit[told.followed & (told.word == told.words.index("Won"))]] = len(told.word)
    places = np.flatnonzero(told.stage)
    past = np.zeros(told.n_cells, dtype=bool)
    past[told.cell[places[places < limit[told.unit[places]]]]] = True
    return past


def _by_key(
    parts: tuple[_Found, ...], labels: tuple[str, ...]
) -> tuple[tuple[DeviationKey, ...], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """The deviations by type and label, and within one by explanation, of which the first in its part counts."""
    key = np.concatenate([part.type * len(labels) + part.label for part in parts])
    unit = np.concatenate([part.unit for part in parts])
    gate = np.concatenate([part.gate for part in parts])
    order = np.argsort(key.astype(np.uint16) if len(KINDS) * len(labels) <= 1 << 16 else key, kind="stable")
    key, unit, gate = key[order], unit[order], gate[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = (np.diff(key) != 0) | (np.diff(unit) != 0)
    key, unit, gate = key[first], unit[first], gate[first]
    begin = np.flatnonzero(np.diff(key, prepend=-1))
    kinds, names = np.divmod(key[begin], len(labels)) if len(begin) else (begin, begin)
    keys = tuple(
        DeviationKey(KINDS[k], labels[n]) for k, n in zip(kinds.tolist(), names.tolist(), strict=True)
    )
    return keys, np.append(begin, len(key)), unit, gate
