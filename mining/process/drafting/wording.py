"""What a draft covers and leaves out, in sentences."""

from __future__ import annotations

from mining.number_format import NBSP, number, percent, plural
from mining.what_if.wording import paths_words
from models.draft import Draft, LearntFrom


def level_words(draft: Draft) -> str:
    """`Leaves out what fewer than 10 % of the won deals do.`"""
    return f"Leaves out what fewer than {percent(draft.rare)} of the {draft.source.value} do."


def coverage_words(draft: Draft) -> str:
    """How many deals follow it, and how much it allows: `541 of 614 won deals follow it (88 %), ...`."""
    noun = draft.source.value.removesuffix("s")
    share = draft.covered / draft.learnt if draft.learnt else None
    told = f"{number(draft.covered)} of {plural(draft.learnt, noun)} follow it ({percent(share)})"
    if draft.closed and draft.source is LearntFrom.WON:
        told += f", {number(draft.closed_covered)} of {plural(draft.closed, 'closed deal')} in all"
    return f"{told}; it allows {_paths(draft.paths)}."


def _paths(paths: float | None) -> str:
    if paths is None:
        return "more paths than can be counted"
    return f"{paths_words(paths)}{NBSP}{'path' if paths == 1 else 'paths'}"
