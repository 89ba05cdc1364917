"""One line on what a view shows, for what leaves the program: the project, how many deals, and what narrows them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from desktop.document import Document
from desktop.filters.active import active_parts
from desktop.results import Results
from mining.number_format import NBSP, number
from mining.privacy import pseudonyms
from models.event_log import EventLog


def view_words(document: Document, results: Results, real_names: bool) -> str:
    """`Acme · 2,010 of 3,000 deals · Owner: Rep 07`; people have stand-ins unless `real_names`."""
    analysis, view, chosen = results.analysis, results.view, document.project.filter
    if analysis is None or view is None:
        return ""
    shown, total = int(np.count_nonzero(view.mask)), len(view.mask)
    deals = f"{number(total)} deals" if shown == total else f"{number(shown)} of {number(total)} deals"
    ends = analysis.conformance.ends if analysis.conformance else ()
    narrowed = " · ".join(part.words for part in active_parts(chosen, ends, analysis.rules))
    if not real_names:
        narrowed = without_names(narrowed, stand_ins(analysis.log))
    words = " · ".join(part for part in (document.title, deals, narrowed) if part)
    return words.replace(NBSP, " ")


def stand_ins(log: EventLog) -> dict[str, str]:
    """What stands for every person of a log, the same as in an exported log."""
    owners = pseudonyms(log.cases.owner.labels)
    others = pseudonyms((name for name in log.resource.labels if name not in owners), "User")
    return others | owners


def without_names(words: str, names: Mapping[str, str]) -> str:
    """The words with the stand-in for every name that stands in them as a whole."""
    there = sorted((name for name in names if name and name in words), key=len, reverse=True)
    if not there:
        return words
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, there))})(?!\w)")
    return wanted.sub(lambda found: names[found.group()], words)
