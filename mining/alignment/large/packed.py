"""A net as arrays: markings packed into whole numbers, and what every transition asks for and does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.components import Arcs, components_of
from models.petri_net import PetriNet

Ints = NDArray[np.int64]

MOST_TOKENS = 1_023
"""In a place that is in no component; a situation with more counts as not finished."""

_WORD = 60
_WIDE = 10


@dataclass(frozen=True, eq=False)
class ArcList:
    """Arcs of all transitions one after another: transition `t` has `start[t]:start[t + 1]`.

    The place lies in word `word` of a marking, `shift` bits from its end, under `mask`.
    """

    start: Ints
    word: Ints
    shift: Ints
    mask: Ints
    weight: Ints


@dataclass(frozen=True, eq=False)
class PackedNet:
    """`n_words` words a marking; place `p` lies in `word[p]` at `shift[p]` under `mask[p]`.

    Firing adds `change_value` to `change_word` (transition `t`: `change_start[t]:change_start[t + 1]`).
    `labels` are the visible labels and `label` has one entry a transition, -1 where silent. Component `c` has
    the places `components[c]`; in one list of all of them its places start at `offset[c]`, and a marking stands
    there at one number a component. Transition `t` moves the token of component `moved[k]` to `moved_to[k]` in
    that list, `k` in `moved_start[t]:moved_start[t + 1]`; it takes it from `moved_from[k]`.
    """

    net: PetriNet
    labels: tuple[str, ...]
    label: Ints
    n_words: int
    word: Ints
    shift: Ints
    mask: Ints
    takes: ArcList
    puts: ArcList
    change_start: Ints
    change_word: Ints
    change_value: Ints
    components: tuple[tuple[int, ...], ...]
    offset: Ints
    moved_start: Ints
    moved: Ints
    moved_from: Ints
    moved_to: Ints
    initial: tuple[int, ...]
    final: tuple[int, ...]

    @property
    def n_transitions(self) -> int:
        """How many transitions."""
        return len(self.label)

    def packed(self, tokens: Sequence[int]) -> list[int] | None:
        """The words of a marking (tokens by place); None where a place cannot hold so many."""
        words = [0] * self.n_words
        for place, count in enumerate(tokens):
            if count > self.mask[place]:
                return None
            words[int(self.word[place])] += count << int(self.shift[place])
        return words

    def tokens(self, words: Sequence[int]) -> list[int]:
        """The tokens by place."""
        return [
            (int(words[word]) >> shift) & mask
            for word, shift, mask in zip(
                self.word.tolist(), self.shift.tolist(), self.mask.tolist(), strict=True
            )
        ]

    def stands(self, tokens: Sequence[int]) -> list[int] | None:
        """Where each component's token is, in the list of all their places; None where it is in none or several."""
        found = []
        for offset, places in zip(self.offset[:-1].tolist(), self.components, strict=True):
            held = [i for i, place in enumerate(places) if tokens[place]]
            if len(held) != 1 or tokens[places[held[0]]] != 1:
                return None
            found.append(offset + held[0])
        return found


def packed_net(net: PetriNet) -> PackedNet:
    """Prepare a net for searching."""
    number = {name: i for i, name in enumerate(net.places)}
    labels = net.labels
    takes = [_summed(t.takes, number) for t in net.transitions]
    puts = [_summed(t.puts, number) for t in net.transitions]
    initial = tuple(net.initial.get(name, 0) for name in net.places)
    components = components_of(Arcs(len(net.places), takes, puts, initial))
    safe = {place for places in components for place in places}
    word, shift, mask = _layout([place in safe for place in range(len(net.places))])
    offset = np.cumsum([0, *(len(places) for places in components)])
    at = [
        {place: int(offset[c]) + i for i, place in enumerate(places)} for c, places in enumerate(components)
    ]
    moves = [
        [
            (c, next(where[p] for p in takes[t] if p in where), next(where[p] for p in puts[t] if p in where))
            for c, where in enumerate(at)
            if any(p in where for p in takes[t])
        ]
        for t in range(len(net.transitions))
    ]
    changes = [_change(takes[t], puts[t], word, shift) for t in range(len(net.transitions))]
    code = {label: i for i, label in enumerate(labels)}
    return PackedNet(
        net=net,
        labels=labels,
        label=_ints(-1 if t.label is None else code[t.label] for t in net.transitions),
        n_words=int(word.max(initial=0)) + 1,
        word=word,
        shift=shift,
        mask=mask,
        takes=_arc_list(takes, word, shift, mask),
        puts=_arc_list(puts, word, shift, mask),
        change_start=_starts(changes),
        change_word=_ints(w for change in changes for w, _ in change),
        change_value=_ints(value for change in changes for _, value in change),
        components=tuple(components),
        offset=offset.astype(np.int64),
        moved_start=_starts(moves),
        moved=_ints(c for move in moves for c, _, _ in move),
        moved_from=_ints(source for move in moves for _, source, _ in move),
        moved_to=_ints(target for move in moves for _, _, target in move),
        initial=initial,
        final=tuple(net.final.get(name, 0) for name in net.places),
    )


def _layout(safe: Sequence[bool]) -> tuple[Ints, Ints, Ints]:
    """One bit for a place that never holds two tokens, else ten; no place lies across two words."""
    word, shift, at = [], [], 0
    for is_safe in safe:
        width = 1 if is_safe else _WIDE
        if at % _WORD + width > _WORD:
            at += _WORD - at % _WORD
        word.append(at // _WORD)
        shift.append(at % _WORD)
        at += width
    return _ints(word), _ints(shift), _ints(1 if is_safe else MOST_TOKENS for is_safe in safe)


def _summed(arcs: Iterable[tuple[str, int]], number: Mapping[str, int]) -> dict[int, int]:
    tokens: dict[int, int] = {}
    for name, weight in arcs:
        if weight:
            tokens[number[name]] = tokens.get(number[name], 0) + weight
    return tokens


def _change(
    takes: Mapping[int, int], puts: Mapping[int, int], word: Ints, shift: Ints
) -> list[tuple[int, int]]:
    by_word: dict[int, int] = {}
    for place in sorted({*takes, *puts}):
        gain = puts.get(place, 0) - takes.get(place, 0)
        by_word[int(word[place])] = by_word.get(int(word[place]), 0) + gain * 2 ** int(shift[place])
    return [(w, value) for w, value in by_word.items() if value]


def _arc_list(sides: Sequence[Mapping[int, int]], word: Ints, shift: Ints, mask: Ints) -> ArcList:
    places = _ints(place for side in sides for place in side)
    weights = _ints(weight for side in sides for weight in side.values())
    return ArcList(_starts(sides), word[places], shift[places], mask[places], weights)


def _starts(parts: Sequence[object]) -> Ints:
    return np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)  # type: ignore[arg-type]


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)
