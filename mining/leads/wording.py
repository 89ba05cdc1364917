"""Readings of a stage in words."""

from __future__ import annotations

from mining.leads.definitions import Reading
from mining.number_format import number, percent, q_words

LIKELY_REAL = 0.05


def differs(cell: Reading) -> bool:
    """Whether a team's reading differs from that of all others by more than chance explains."""
    return cell.q is not None and cell.q <= LIKELY_REAL


def reading_words(cell: Reading) -> str:
    """What a team records at a stage against all others, in one or two sentences."""
    if cell.distance is None or cell.share is None or cell.share_others is None or cell.q is None:
        return f"{cell.stage}, {cell.team}: cannot tell. {cell.why_none}"
    compared = "other evidence at {} than" if differs(cell) else "about the same at {} as"
    return (
        f"{cell.team} records {compared.format(cell.stage)} other teams (distance {cell.distance:.2f}, "
        f"{q_words(cell.q)}). Most apart: {cell.evidence}, in {percent(cell.share)} of its {number(cell.n)} deals and "
        f"{percent(cell.share_others)} of {number(cell.others)} elsewhere."
    )
