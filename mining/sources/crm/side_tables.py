"""Lists of a CRM without the history of its deals: claimed, so that nobody takes them for a log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mining.sources.crm.frame import repeats
from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Recognised
from mining.sources.table.columns import guess_mapping
from mining.sources.table.mapping import SAMPLE
from mining.sources.values.words import listed
from models.errors import UserError
from resources.translation import tr


def sides_alone(
    source: str, crm: str, candidates: Sequence[Candidate], telling: Sequence[Origin], known: Sequence[Origin]
) -> Recognised | None:
    """The files, if all are lists of one CRM; None where one of them is not `known`, or may be somebody's own log.

    `telling` are the files that only this CRM writes; without any nothing is claimed.
    """
    is_all = telling and {c.path for c in candidates} <= {*known, *telling}
    if not is_all or any(c.sample is not None and may_be_log(c.sample) for c in candidates):
        return None
    names = listed([path.name for path in telling], 3)
    return Recognised(
        source,
        tr("{names} has lists of {crm}, without the history of deals.", names=names, crm=crm),
        tuple(c.path for c in candidates),
    )


def without_history(files: Sequence[str], crm: str, lists: Iterable[str], instead: str) -> UserError:
    """The error of lists in which no deal has a history; `instead` says what to do."""
    what = listed(list(lists), 4)
    has = (
        tr("has {crm}'s {what}, without the history of deals", crm=crm, what=what)
        if what
        else tr("has no history of {crm}'s deals", crm=crm)
    )
    return UserError(f"{listed(files, 3)} {has}; {instead}.")


def may_be_log(table: Table) -> bool:
    """Whether the names of the columns make a log of it, in which a deal comes again."""
    guess = guess_mapping(table.columns, table.rows(SAMPLE))
    if guess.case is None or guess.activity is None or guess.timestamp is None:
        return False
    return bool(repeats(table.column(guess.case)).any())
