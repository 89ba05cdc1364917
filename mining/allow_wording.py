"""What is accepted in plain words: sentences that the window and the command line share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from mining.number_format import day, plural
from mining.wording import title
from mining.words_of_values import word_of
from models.allow_list import Accepted, Forbidden, Force
from models.conformance import AcceptedDeals
from resources.translation import tr


def accepted_words(found: AcceptedDeals, today: date, ends: Collection[str] = ()) -> str:
    """`Accepted: Skipped Demo in 120 deals where source == 'Renewal' (Known product; Ann; until 3 Mar 2026).`"""
    entry = found.entry
    about = "; ".join((*reasons(entry), *state_words(found, today), *days_words(entry)))
    said = tr(
        "Accepted: {title} in {deals_words}{where_words}",
        title=title(entry.deviation, ends),
        deals_words=deals_words(found),
        where_words=where_words(entry),
    )
    return f"{said} ({about})." if about else f"{said}."


def deals_words(found: AcceptedDeals) -> str:
    """`120 deals`, `no deal`."""
    return plural(len(found.cases), "deal") if len(found.cases) else tr("no deal")


def where_words(entry: Accepted) -> str:
    """` where source == 'Renewal'`, empty for all deals."""
    return tr(" where {when}", when=entry.when.text) if entry.when is not None else ""


def reasons(entry: Accepted | Forbidden) -> tuple[str, ...]:
    """Why, and by whom, as far as they are known."""
    return tuple(text for text in (entry.why, entry.by) if text)


def days_words(entry: Accepted | Forbidden) -> tuple[str, ...]:
    """`from 1 Jan 2026`, `until 31 Dec 2026`, both or nothing."""
    since = () if entry.since is None else (tr("from {since}", since=day(entry.since)),)
    return since if entry.until is None else (*since, tr("until {until}", until=day(entry.until)))


def state_words(found: AcceptedDeals, today: date) -> tuple[str, ...]:
    """What keeps the entry from taking in deals: that it is over, has not begun, or can hold for none."""
    force = found.entry.force(today)
    told = [] if force is Force.IN_FORCE else [word_of(force)]
    if found.unknown_fields:
        told.append(
            tr("no deal has the field {unknown_fields}", unknown_fields=", ".join(found.unknown_fields))
        )
    elif not found.shown:
        told.append(tr("no deal shows this deviation"))
    elif not len(found.cases) and not told:
        told.append(tr("holds for none of the deals that show it"))
    return tuple(told)
