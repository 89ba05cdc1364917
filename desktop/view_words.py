"""One line on what a view shows, for what leaves the program: the project, how many deals, and what narrows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from desktop.document import Document
from desktop.filters.active import active_parts
from desktop.results import Results
from mining.export.names_in_words import without_names
from mining.export.stand_ins import stand_ins_of
from mining.number_format import NBSP, number
from resources.translation import tr


def view_words(document: Document, results: Results, real_names: bool) -> str:
    """`Acme · 2,010 of 3,000 deals · Owner: Rep 07`; people have stand-ins unless `real_names`."""
    analysis, view, chosen = results.analysis, results.view, document.project.filter
    if analysis is None or view is None:
        return ""
    shown, total = int(np.count_nonzero(view.mask)), len(view.mask)
    deals = (
        tr("{deals} deals", deals=number(total))
        if shown == total
        else tr("{shown} of {total} deals", shown=number(shown), total=number(total))
    )
    ends = analysis.conformance.ends if analysis.conformance else ()
    names = {} if real_names else stand_ins_of(results.prepared or analysis.log)
    hidden = replace(chosen, owners=frozenset(names.get(owner, owner) for owner in chosen.owners))
    narrowed = " · ".join(part.words for part in active_parts(hidden, ends, analysis.rules))
    narrowed = without_names(
        narrowed, names
    )  # owners before: they are told in order, and that of names would tell
    words = " · ".join(part for part in (document.title, deals, narrowed) if part)
    return words.replace(NBSP, " ")
