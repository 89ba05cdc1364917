"""Readings of a stage in words."""

from __future__ import annotations

from mining.leads.definitions import Reading
from mining.number_format import decimal, number, percent, q_words
from resources.translation import tr

LIKELY_REAL = 0.05


def differs(cell: Reading) -> bool:
    """Whether a team's reading differs from that of all others by more than chance explains."""
    return cell.q is not None and cell.q <= LIKELY_REAL


def reading_words(cell: Reading) -> str:
    """What a team records at a stage against all others, in one or two sentences."""
    if cell.distance is None or cell.share is None or cell.share_others is None or cell.q is None:
        return tr(
            "{stage}, {team}: cannot tell. {why_none}",
            stage=cell.stage,
            team=cell.team,
            why_none=cell.why_none,
        )
    compared = tr("other evidence at {} than") if differs(cell) else tr("about the same at {} as")
    return tr(
        "{team} records {compared} other teams (distance {distance}, {q_words}). Most apart: "
        "{evidence}, in {share} of its {n} deals and {share_2} of {others} elsewhere.",
        team=cell.team,
        compared=compared.format(cell.stage),
        distance=decimal(cell.distance, 2),
        q_words=q_words(cell.q),
        evidence=cell.evidence,
        share=percent(cell.share),
        n=number(cell.n),
        share_2=percent(cell.share_others),
        others=number(cell.others),
    )
