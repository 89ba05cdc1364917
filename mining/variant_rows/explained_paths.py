"""The distinct paths of a whole log with one explanation each: found once, whatever the filter lets through.

A path goes to its last step, or, where the ends are taken together, up to the step that closes the deal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.variants import with_variants
from mining.deals.days import days_to_close
from mining.variant_rows.closing_steps import closing_steps, is_closing
from models.alignment import MoveKind
from models.conformance import Conformance
from models.deviation import DeviationKey
from models.event_log import EventLog
from models.variant_rows import FOLLOWS, NOT_CHECKED
from models.variants import variants_of

Ints = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class ExplainedPaths:
    """Path `p` has the variants `variants[variant_start[p]:variant_start[p + 1]]` and one explanation.

    `of_case` gives the path of every case, `closing` the steps that are left out where they close one. `example`,
    `deviations`, `start`, `shown` and `main` are those of `VariantRows`, an entry a path. `by_days` are the cases that
    ended and have their dates, by path and then by the days that they took.
    """

    variants: Ints
    variant_start: NDArray[np.int64]
    closing: frozenset[str]
    example: Ints
    of_case: Ints
    deviations: tuple[DeviationKey, ...]
    start: NDArray[np.int64]
    shown: Ints
    main: Ints
    by_days: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.example)


def explained_paths(log: EventLog, conformance: Conformance | None, together: bool = False) -> ExplainedPaths:
    """The paths of a log, which is the checked one where there is a `conformance`.

    Two deals on the same path share a row where they are explained by the same moves and show the same
    deviations: so a won and a lost one do, and those to which different conditions apply without making a difference.

    With `together` the step that closes a deal is no part of its path, nor is the move that explains it. All other
    moves are: one that was won over left-out stages is explained by these, and has not come the same way as one that
    is open at the stage before them. So are all deviations: one that was closed too early has a row of its own.
    """
    if conformance is None:
        return log.derived(_of_log_together if together else _of_log)
    return conformance.derived(_of_check_together if together else _of_check)


def _of_log(log: EventLog) -> ExplainedPaths:
    return _paths_of_log(log, frozenset())


def _of_log_together(log: EventLog) -> ExplainedPaths:
    return _paths_of_log(log, closing_steps(log, None))


def _of_check(found: Conformance) -> ExplainedPaths:
    return _paths_of_check(found, frozenset())


def _of_check_together(found: Conformance) -> ExplainedPaths:
    return _paths_of_check(found, closing_steps(found.log, found))


def _paths_of_log(log: EventLog, closing: frozenset[str]) -> ExplainedPaths:
    with_variants(log)
    path_of = _up_to_close(log, closing)
    n = int(path_of.max(initial=-1)) + 1
    of_case = path_of[log.variants.of_case]
    variants, variant_start = _members(path_of, np.arange(len(path_of), dtype=np.int32))
    return ExplainedPaths(
        variants=variants,
        variant_start=variant_start,
        closing=closing,
        example=_first(of_case, n),
        of_case=of_case,
        deviations=(),
        start=np.zeros(n + 1, dtype=np.int64),
        shown=np.zeros(0, dtype=np.int32),
        main=np.full(n, FOLLOWS, dtype=np.int32),
        by_days=_by_days(log, of_case),
    )


def _paths_of_check(found: Conformance, closing: frozenset[str]) -> ExplainedPaths:
    log = with_variants(found.log)
    n_explanations = len(found.alignments)
    example = _first(found.alignment_of_case, n_explanations)
    variant = log.variants.of_case[example]
    keys, start, shown = _shown(found)
    path_of, first = _alike(found, _up_to_close(log, closing)[variant], start, shown, closing)
    of_case = path_of[found.alignment_of_case]
    variants, variant_start = _members(path_of, variant)
    lengths = np.diff(start)[first]
    kept = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    shown = shown[np.arange(kept[-1]) + np.repeat(start[first] - kept[:-1], lengths)]
    main = np.where(found.alignments.finished[first], FOLLOWS, NOT_CHECKED).astype(np.int32)
    main[lengths > 0] = shown[kept[:-1][lengths > 0]]
    return ExplainedPaths(
        variants=variants,
        variant_start=variant_start,
        closing=closing,
        example=_first(of_case, len(first)),
        of_case=of_case,
        deviations=keys,
        start=kept,
        shown=shown,
        main=main,
        by_days=_by_days(log, of_case),
    )


def _up_to_close(log: EventLog, closing: frozenset[str]) -> Ints:
    """A number for every variant, which is the same for those that are alike but for a closing step at their end."""
    variants = log.variants
    if not closing:
        return np.arange(len(variants), dtype=np.int32)
    ends = is_closing(log.activity.labels, closing)
    return _without_last(variants.activity, variants.start, ends[variants.activity])


def _without_last(word: Ints, start: NDArray[np.int64], left_out: NDArray[np.bool_]) -> Ints:
    """A number for every sequence, of which the last word counts only where it is not flagged."""
    filled = np.flatnonzero(np.diff(start) > 0)
    last = start[1:][filled] - 1
    cut = left_out[last]
    kept = np.ones(len(word), dtype=bool)
    kept[last[cut]] = False
    lengths = np.diff(start)
    lengths[filled[cut]] -= 1
    return variants_of(word[kept], np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)).of_case


def _members(path_of: Ints, variant: Ints) -> tuple[Ints, NDArray[np.int64]]:
    """The variants of every path, the most frequent first, and where those of each path begin."""
    n = np.int64(variant.max(initial=0)) + 1
    path, members = np.divmod(np.unique(path_of * n + variant), n)
    start = np.searchsorted(path, np.arange(int(path_of.max(initial=-1)) + 2))
    return members.astype(np.int32), start.astype(np.int64)


def _first(of_case: Ints, n: int) -> Ints:
    """The first case of each of `n` groups, which all have one."""
    first = np.zeros(n, dtype=np.int32)
    first[of_case[::-1]] = np.arange(len(of_case) - 1, -1, -1, dtype=np.int32)  # what is written last stays
    return first


def _alike(
    found: Conformance, way: Ints, start: NDArray[np.int64], shown: Ints, closing: frozenset[str]
) -> tuple[Ints, NDArray[np.int64]]:
    """The path of every explanation, and the first explanation of every path.

    Alike are explanations with the same moves and deviations. One that was not found has no moves: it goes by
    its `way`, which tells variants apart. A move that closes the deal is not looked at.
    """
    moves = found.alignments
    said = moves.kind.astype(np.int32) * np.int32(len(moves.labels)) + moves.label
    closes = is_closing(moves.labels, closing)[moves.label] & (moves.kind != MoveKind.MODEL)
    by_moves = _without_last(said, moves.start, closes).astype(np.int64)
    by_deviations = variants_of(shown, start).of_case
    n = int(by_deviations.max(initial=0)) + 1
    _, either = np.unique(by_moves * n + by_deviations, return_inverse=True)
    n = int(way.max(initial=0)) + 1
    _, first, path_of = np.unique(
        (either * n + way) * 2 + moves.finished, return_index=True, return_inverse=True
    )
    return path_of.astype(np.int32), first


def _shown(found: Conformance) -> tuple[tuple[DeviationKey, ...], NDArray[np.int64], Ints]:
    """The deviations from the flow, and those of every explanation in the order in which its path comes to them."""
    behaviour = [deviation for deviation in found.deviations if deviation.key.type.is_of_flow]
    places = _Places(found)
    unit = [deviation.showing for deviation in behaviour]
    which = np.repeat(np.arange(len(unit), dtype=np.int32), [len(units) for units in unit])
    units = np.concatenate((*unit, np.zeros(0, dtype=np.int32)))
    place = [places.of(deviation.key.stage, deviation.showing) for deviation in behaviour]
    order = np.lexsort((which, np.concatenate((*place, np.zeros(0, dtype=np.int64))), units))
    start = np.searchsorted(units[order], np.arange(len(found.alignments) + 1)).astype(np.int64)
    return tuple(deviation.key for deviation in behaviour), start, which[order]


class _Places:
    """Where a label stands first in the moves of explanations."""

    def __init__(self, found: Conformance) -> None:
        moves = found.alignments
        self._code = {label: code for code, label in enumerate(moves.labels)}
        narrow = moves.label.astype(np.uint16) if len(moves.labels) <= 1 << 16 else moves.label
        self._order = np.argsort(narrow, kind="stable")
        self._bounds = np.searchsorted(moves.label[self._order], np.arange(len(moves.labels) + 1))
        self._explanation = moves.of_move[self._order]
        self._place = self._order - moves.start[:-1][self._explanation]

    def of(self, label: str, explanations: Ints) -> NDArray[np.int64]:
        """The place of the first move with that label in each of these explanations, 0 where none has it."""
        code = self._code.get(label, -1)
        if code < 0:
            return np.zeros(len(explanations), dtype=np.int64)
        part = slice(self._bounds[code], self._bounds[code + 1])
        having, place = self._explanation[part], self._place[part]
        at = np.minimum(np.searchsorted(having, explanations), max(len(having) - 1, 0))
        if not len(having):
            return np.zeros(len(explanations), dtype=np.int64)
        return np.where(having[at] == explanations, place[at], 0)


def _by_days(log: EventLog, of_case: Ints) -> NDArray[np.int64]:
    days = days_to_close(log)
    known = np.flatnonzero(~np.isnan(days))
    return known[np.lexsort((days[known], of_case[known]))]
