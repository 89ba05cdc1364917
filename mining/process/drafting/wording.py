"""What a draft covers and leaves out, in sentences."""

from __future__ import annotations

from mining.number_format import NBSP, number, percent, plural
from mining.what_if.wording import paths_words
from mining.words_of_values import word_of
from models.draft import Draft, LearntFrom
from resources.translation import tr


def level_words(draft: Draft) -> str:
    """`Leaves out what fewer than 10 % of the won deals do.`"""
    return tr(
        "Leaves out what fewer than {share} of the {source} do.",
        share=percent(draft.rare),
        source=word_of(draft.source),
    )


def coverage_words(draft: Draft) -> str:
    """How many deals follow it, and how much it allows: `541 of 614 won deals follow it (88 %), ...`."""
    noun = draft.source.value.removesuffix("s")
    share = draft.covered / draft.learnt if draft.learnt else None
    told = tr(
        "{covered} of {plural} follow it ({share})",
        covered=number(draft.covered),
        plural=plural(draft.learnt, noun),
        share=percent(share),
    )
    if draft.closed and draft.source is LearntFrom.WON:
        told += tr(
            ", {closed_covered} of {closed_deals} in all",
            closed_covered=number(draft.closed_covered),
            closed_deals=plural(draft.closed, "closed deal"),
        )
    return tr("{told}; it allows {paths}.", told=told, paths=_paths(draft.paths))


def _paths(paths: float | None) -> str:
    if paths is None:
        return tr("more paths than can be counted")
    return f"{paths_words(paths)}{NBSP}{'path' if paths == 1 else 'paths'}"
