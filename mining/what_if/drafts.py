"""What can be done with the drafts and versions of a project: each a project in, a project out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from mining.process.validate import validate
from models.errors import UserError
from models.label import key, tidy
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

MOST_DRAFTS = 50
LONGEST_NAME = 200


def with_draft(project: Project, process: SalesProcess, name: str = "") -> Project:
    """The project with one more draft, the last one, under a name that no other draft has and in force on no day.

    Raises UserError where there are too many already.
    """
    if len(project.drafts) >= MOST_DRAFTS:
        raise UserError(
            tr(
                "There are {most_drafts} drafts already; delete one that you no longer need.",
                most_drafts=MOST_DRAFTS,
            )
        )
    wanted = _plain_name(name or tr("Draft of {name}", name=process.name))
    name = free_name(wanted, [draft.name for draft in project.drafts])
    draft = replace(process, name=name, valid_from=None, valid_until=None)
    return replace(project, drafts=(*project.drafts, draft))


def with_changed_draft(project: Project, at: int, process: SalesProcess) -> Project:
    """The project in which the draft number `at` is another process."""
    return replace(project, drafts=(*project.drafts[:at], process, *project.drafts[at + 1 :]))


def with_renamed_draft(project: Project, at: int, name: str) -> Project:
    """The project in which a draft has another name; raises UserError where that is empty or taken."""
    wanted = _plain_name(name)
    others = [draft.name for i, draft in enumerate(project.drafts) if i != at]
    if not wanted:
        raise UserError(tr("A draft needs a name; write one."))
    if key(wanted) in map(key, others):
        raise UserError(tr("Another draft is called {wanted}; write a name of its own.", wanted=wanted))
    return with_changed_draft(project, at, replace(project.drafts[at], name=wanted))


def without_draft(project: Project, at: int) -> Project:
    """The project without a draft."""
    return replace(project, drafts=(*project.drafts[:at], *project.drafts[at + 1 :]))


def adopted(project: Project, at: int, begins: date | None, keep: bool) -> Project:
    """The project in which a draft is the process in force, valid from `begins` on (None: always).

    `keep` says that the process until now becomes an earlier version, valid until the day before; it needs a
    `begins` then. The filter by a deviation is dropped: it was one from the old process. Raises UserError where the
    dates contradict each other or the draft is no process that can be checked.
    """
    draft = project.drafts[at]
    validate(draft)
    earlier = project.earlier
    if keep and project.process is not None:
        earlier = (*earlier, _ended(project, begins))
    new = replace(draft, valid_from=begins, valid_until=None)
    chosen = replace(project.filter, deviation=None)
    return replace(without_draft(project, at), process=new, earlier=earlier, filter=chosen)


def with_validity(project: Project, at: int, begins: date | None, ends: date | None) -> Project:
    """The project in which version number `at` is valid from and until other days, both included, None for no bound.

    Versions are counted from the oldest; the last one is the process in force. Raises UserError where a version would
    end before it begins, or two would be in force on one day.
    """
    versions = list(versions_of(project))
    if begins is not None and ends is not None and ends < begins:
        raise UserError(
            tr(
                "The version would end on {ends} and begin on {begins}; let it end later.",
                ends=ends,
                begins=begins,
            )
        )
    versions[at] = replace(versions[at], valid_from=begins, valid_until=ends)
    for before, after in pairwise(versions):
        until, begin = before.valid_until, after.valid_from
        if until is None or begin is None or begin <= until:
            raise UserError(
                tr(
                    "{called} would still be in force when {called_2} begins; let every earlier version end "
                    "before the next one begins.",
                    called=_called(before),
                    called_2=_called(after),
                )
            )
    if isinstance(project.process, SalesProcess):
        return replace(project, process=versions[-1], earlier=tuple(versions[:-1]))
    return replace(project, earlier=tuple(versions))


def without_version(project: Project, at: int) -> Project:
    """The project without an earlier version."""
    return replace(project, earlier=(*project.earlier[:at], *project.earlier[at + 1 :]))


def versions_of(project: Project) -> tuple[SalesProcess, ...]:
    """All versions, the oldest first, the one in force last where it is written as stages."""
    now = (project.process,) if isinstance(project.process, SalesProcess) else ()
    return (*project.earlier, *now)


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """The wanted name, numbered where it is taken."""
    known = {key(name) for name in taken}
    name, number = wanted, 2
    while key(name) in known:
        name, number = f"{wanted} {number}", number + 1
    return name


def _ended(project: Project, begins: date | None) -> SalesProcess:
    old = project.process
    if not isinstance(old, SalesProcess):
        raise UserError(
            tr(
                "The process in force is an imported net, which cannot be kept as an earlier version; "
                "adopt the draft without keeping it."
            )
        )
    if begins is None:
        raise UserError(
            tr("Say from which day on the draft is in force, so that the version before it can end.")
        )
    if old.valid_from is not None and begins <= old.valid_from:
        raise UserError(
            tr(
                "The process until now is in force from {valid_from} on; let the draft begin on a later day.",
                valid_from=old.valid_from,
            )
        )
    return replace(old, valid_until=begins - timedelta(days=1))


def _called(process: SalesProcess) -> str:
    return f"{process.name} {process.version}".strip()


def _plain_name(name: str) -> str:
    return tidy(name)[:LONGEST_NAME].strip()
