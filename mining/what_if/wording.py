"""What a comparison of two processes comes to, in sentences that the window and the command line share."""

from __future__ import annotations

from mining.number_format import NBSP, UNKNOWN, decimal, number, percent, plural
from mining.wording import title
from models.what_if import Demand, DeviationChange, Standing, WhatIf
from resources.translation import tr, tr_n

FEW = 10
"""Below so many, the mean number of paths is written with a decimal."""


def process_title(one: Standing) -> str:
    """A process as it is told from another: its name, and its version where it has one."""
    return f"{one.process} ({one.version})" if one.version else one.process


def sides_words(found: WhatIf) -> str:
    """How many deals change sides: `41 deals follow the process that did not, 3 no longer do.`"""
    begin, stop = len(found.begin), len(found.stop)
    if not begin and not stop:
        return tr("No deal changes sides.")
    told = []
    if begin:
        told.append(
            tr_n(
                "{deals} no longer departs from the process",
                "{deals} no longer depart from the process",
                begin,
                deals=plural(begin, "deal"),
            )
        )
    if stop:
        told.append(
            tr_n(
                "{deals} departs that did not",
                "{deals} depart that did not",
                stop,
                deals=plural(stop, "deal"),
            )
        )
    return f"{', '.join(told)}."


def versions_words(found: WhatIf) -> str:
    """Which process each deal is checked against, where the one in force has earlier versions; else nothing."""
    if not found.found_before.versions:
        return ""
    return tr(
        "Now, every deal is checked against the version in force when it was worked; "
        "{process_title} is asked of all of them.",
        process_title=process_title(found.after),
    )


def before_after(before: str, after: str) -> str:
    """Two values with an arrow between them, one where they are alike."""
    return before if before == after else f"{before} → {after}"


def paths_words(paths: float | None) -> str:
    """A number of allowed paths: `12`, on the average of the deals `2.5`."""
    if paths is None:
        return UNKNOWN
    return decimal(paths) if paths < FEW and paths != round(paths) else number(paths)


def more_paths(before: float | None, after: float | None) -> str:
    """The cost in clarity: `12 more allowed paths (3 → 15)`, `as many allowed paths (3)`."""
    if before is None or after is None:
        return tr("too many allowed paths to count")
    change = after - before
    kind = tr_n(
        "{more} allowed path",
        "{more} allowed paths",
        1 if abs(change) == 1 else 2,
        more=tr("more") if change > 0 else tr("fewer"),
    )
    if round(abs(change), 1) == 0:
        return tr("as many allowed paths as now ({paths_words})", paths_words=paths_words(before))
    return f"{paths_words(abs(change))} {kind} ({paths_words(before)}{NBSP}→ {paths_words(after)})"


def deviation_words(row: DeviationChange, ends: tuple[str, ...]) -> str:
    """`Skipped Demo: 164 → 0 deals`."""
    before, after = row.deals
    return tr(
        "{title}: {before_after} deals",
        title=title(row.key, ends),
        before_after=before_after(number(before), number(after)),
    )


def demand_words(row: Demand, months: float | None) -> str:
    """`Legal review (LEGAL), team North: 0 → 210 deals that would have had to do it and did not (+17.5 a month)`."""
    roles = f" ({', '.join(row.roles)})" if row.roles else ""
    team = tr(", team {team}", team=row.team) if row.team else ""
    change = tr(" ({per_month} a month)", per_month=per_month(row.difference, months)) if months else ""
    asked = before_after(number(row.before), number(row.after))
    return tr(
        "{stage}{roles}{team}: {asked} deals that would have had to do it and did not{change}",
        stage=row.stage,
        roles=roles,
        team=team,
        asked=asked,
        change=change,
    )


def per_month(deals: int, months: float | None) -> str:
    """A change of deals as so many a month, with its sign."""
    if not months:
        return UNKNOWN
    value = deals / months
    shown = decimal(abs(value)) if abs(value) < FEW else number(abs(value))
    if deals == 0:
        return "0"
    return f"{'+' if deals > 0 else '−'}{shown}"


def lines(found: WhatIf) -> list[str]:
    """The main lines of a comparison, for a terminal."""
    one, other = found.before, found.after
    told = [
        tr(
            "{deals}: '{process_title}' against '{process_title_2}'",
            deals=plural(one.deals, "deal"),
            process_title=process_title(one),
            process_title_2=process_title(other),
        ),
        *(
            f"  {before_after(before, after):>22} {words}"
            for before, after, words in (
                (number(one.conforming), number(other.conforming), tr("follow the process")),
                (number(one.deviating), number(other.deviating), tr("depart from it")),
                (number(one.pending), number(other.pending), tr("are open and have followed it so far")),
                (percent(one.fitness), percent(other.fitness), tr("of all steps fit")),
                (paths_words(one.paths), paths_words(other.paths), tr("paths to a won deal are allowed")),
            )
        ),
        sides_words(found),
    ]
    told += [words for words in (versions_words(found),) if words]
    ends = tuple(dict.fromkeys((*found.found_before.ends, *found.found_after.ends)))
    told += [f"- {deviation_words(row, ends)}" for row in found.deviations if row.difference]
    told += [f"- {demand_words(row, found.months)}" for row in found.demands if row.difference]
    return told
