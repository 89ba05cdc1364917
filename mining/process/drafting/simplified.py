"""A process from what deals do, with everything left out that few of them do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mining.process.drafting.learning import Practice
from models.sales_process import End, Flow, Parallel, SalesProcess, Stage, Step

MOST_SIDE_BY_SIDE = 4
"""More stages than these in any order are no order at all; the stages stay in the one that most deals take."""

MOST_TIMES = 3
"""A stage that comes more often in a row may come any number of times."""

MOST_STAGES = 40
"""A process of more stages is not read by anybody."""


def simplified(
    practice: Practice,
    names: tuple[str, ...],
    known: Mapping[str, Stage],
    ends: tuple[End, ...],
    rare: float,
    title: str,
) -> SalesProcess:
    """The process that allows what at least `rare` (0 to 1) of the deals do.

    A stage is in it where so many deals do it, and must be done where all but fewer than that do. Two stages stand
    side by side where so many of the deals that do both do them in the other order; there is a way back where so many
    deals take it, and a stage comes as often in a row as all but fewer than so many of the deals that do it have it.
    `names` gives the stage of every code, `known` what else is documented of it.
    """
    often = [i for i in range(len(practice.codes)) if practice.doing[i] >= max(1, rare * practice.deals)]
    often = often or [int(practice.doing.argmax())]
    often = sorted(often, key=lambda i: -int(practice.doing[i]))[:MOST_STAGES]
    ordered = practice.only(tuple(practice.codes[i] for i in often)).in_order()
    blocks = _blocks(ordered, rare)
    titles = [names[code] for code in ordered.codes]
    steps = [
        replace(
            known[name],
            optional=bool(practice_share <= 1 - rare),
            repeat=_repeat(ordered, at, rare),
            back_to=_back_to(ordered, at, blocks, titles, rare),
        )
        for at, (name, practice_share) in enumerate(
            zip(titles, (ordered.doing / max(1, ordered.deals)).tolist(), strict=True)
        )
    ]
    return SalesProcess(title, _flow(steps, blocks), ends)


def _blocks(practice: Practice, rare: float) -> list[int]:
    """The number of the block of every stage: neighbours of one block come in any order.

    The pairs that are mixed most are joined first, with all that stands between them.
    """
    n = len(practice.codes)
    both = practice.before + practice.before.T
    other = np.where(both > 0, practice.before.T / np.maximum(both, 1), 0.0)
    pairs = [(float(other[i, j]), i, j) for i in range(n) for j in range(i + 1, n) if other[i, j] >= rare]
    block = list(range(n))
    for _, first, second in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        joined = {block[at] for at in range(first, second + 1)}
        members = [at for at in range(n) if block[at] in joined]
        if len(members) <= MOST_SIDE_BY_SIDE:
            for at in members:
                block[at] = min(joined)
    return block


def _repeat(practice: Practice, at: int, rare: float) -> int | None:
    runs = practice.longest_runs(at)
    enough = rare * max(1, int(practice.doing[at]))
    for times in range(1, MOST_TIMES + 1):
        if int(practice.weight[runs > times].sum()) < max(1, enough):
            return times
    return None


def _back_to(
    practice: Practice, at: int, blocks: list[int], titles: list[str], rare: float
) -> tuple[str, ...]:
    enough = max(1, rare * practice.deals)
    return tuple(
        titles[target]
        for target in range(at)
        if practice.steps[at, target] >= enough and blocks[target] != blocks[at]
    )


def _flow(stages: list[Stage], blocks: list[int]) -> Flow:
    steps: list[Step] = []
    for block in dict.fromkeys(blocks):
        inside = [stage for stage, own in zip(stages, blocks, strict=True) if own == block]
        steps.append(inside[0] if len(inside) == 1 else Parallel(tuple((stage,) for stage in inside)))
    return tuple(steps)
