"""Pipedrive: the stages of deals from their changes, with everything else an export has beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.closings import STATUS, with_closings
from mining.sources.crm.field_changes import FieldChanges, changes_together, stage_events
from mining.sources.crm.frame import Frame
from mining.sources.crm.log import Found, crm_log
from mining.sources.crm.side_tables import sides_alone, without_history
from mining.sources.crm.sifting import Noticed, always
from mining.sources.crm.users import read_users, robots_among
from mining.sources.files.cell_table import Table
from mining.sources.files.json_file import read_json
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.pipedrive import documents
from mining.sources.pipedrive.activities import read_activities, read_mails, read_notes
from mining.sources.pipedrive.deals import Listed, all_deals, read_listed
from mining.sources.pipedrive.documents import has_changes, has_deals, is_mine, tables_of
from mining.sources.pipedrive.labels import LOST, WON, read_labels
from mining.sources.pipedrive.shapes import Shape, is_certain, shape_of
from mining.sources.pipedrive.trail import REASON, Trail, read_trail
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.words import counted, having, listed
from models.case_table import NO_TIME, Outcome
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.progress import Report, share_of
from resources.translation import tr, tr_n

_CHANGES = tr(
    "(GET /v1/deals/{id}/changelog or /v1/deals/{id}/flow for every deal, or a connector's table of them)"
)
_INSTEAD = tr(
    "export the changes of the deals {changes} and choose a list of deals beside them", changes=_CHANGES
)
_CLOSING = {"won": WON, "lost": LOST}


class PipedriveSource:
    """An export of Pipedrive: changes or flows of deals as JSON or tables, with lists beside them."""

    name = "pipedrive"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files that hold something of Pipedrive's, if changes of deals or at least deals are among them."""
        shapes = {c.path: shape_of(c.sample) for c in candidates if c.sample is not None}
        json = [c for c in candidates if c.path.name.lower().endswith(JSON_ENDINGS) and is_mine(c.head)]
        mine = [c.path for c in candidates if shapes.get(c.path) is not None or c in json]
        past = [path for path, shape in shapes.items() if shape is Shape.CHANGE]
        past += [c.path for c in json if has_changes(c.head)]
        if past:
            names = listed([path.name for path in past], 3)
            return Recognised(
                self.name, tr("{names} has the changes of Pipedrive's deals.", names=names), tuple(mine)
            )
        deals = [path for path, shape in shapes.items() if shape in (Shape.LIST, Shape.DEAL)]
        deals += [c.path for c in json if has_deals(c.head)]
        if deals and len(mine) == len(candidates):
            names = listed([path.name for path in deals], 3)
            return Recognised(self.name, tr("{names} has Pipedrive's deals.", names=names), tuple(mine))
        telling = [
            c.path for c in candidates if c.sample is not None and is_certain(c.sample, shapes[c.path])
        ]
        telling += [c.path for c in json if documents.is_certain(c.head)]
        return sides_alone(self.name, "Pipedrive", candidates, telling, mine)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the stages of deals from their changes; every other file adds what is known of them."""
        frames, rows, noticed = _frames(files, report)
        names = tuple(path.name for path in files)
        changed = frames.get(Shape.CHANGE)
        if changed is None:
            if Shape.DEAL not in frames and Shape.LIST not in frames:
                raise without_history(
                    names,
                    "Pipedrive",
                    frames,
                    tr("choose the changes of the deals beside it {changes}", changes=_CHANGES),
                )
            has = tr("only the present state of deals, not when stages were entered")
            raise UserError(f"{having(names, 3)} {has}; {_INSTEAD}.")
        report(0.7, tr("Reading the stages"))
        users = read_users(frames.get(Shape.USER), ("id", "userid"))
        labels = read_labels(
            frames.get(Shape.STAGE),
            frames.get(Shape.PIPELINE),
            frames.get(Shape.FIELD),
            frames.get(Shape.ACTIVITY_TYPE),
            changed,
        )
        noticed.notes += labels.notes
        listing = frames.get(Shape.DEAL) or frames.get(Shape.LIST)
        found = read_listed(listing, labels, users, options, noticed) if listing is not None else None
        gone = found.gone if found is not None else frozenset()
        trail = read_trail(changed, gone, labels, users, options, noticed)
        deals = all_deals(trail, found, labels)
        is_by_deal = any(table.name.lower().endswith(JSON_ENDINGS) for table in changed.tables)
        if is_by_deal or (trail.created != NO_TIME).any():
            deals = deals.of_trail(trail)  # of a deal without changes (its creation is one) nothing is known
        changes = with_closings(_with_listed_closings(trail, found), _CLOSING, deals)
        stages, findings = stage_events(changes, deals.deals, deals.present)
        if not len(stages) and not noticed.quarantined:
            raise UserError(
                tr(
                    "{having} no changes of the stage (stage_id); {instead}.",
                    having=having(names, 3),
                    instead=_INSTEAD,
                )
            )
        report(0.9, tr("Reading the activities"))
        others: list[Events] = []
        if (frame := frames.get(Shape.ACTIVITY)) is not None:
            others.append(read_activities(frame, trail.ids, labels, users, options, noticed))
        if (frame := frames.get(Shape.NOTE)) is not None:
            others.append(read_notes(frame, users, options, noticed))
        if (frame := frames.get(Shape.MAIL)) is not None:
            people = frames.get(Shape.USER)
            addresses = people.column("email").labels if people is not None else ()
            others += read_mails(frame, addresses, users, options, noticed)
        is_known = trail.has_status or (found is not None and found.has_status)
        if not is_known:
            noticed.notes.append(_no_status(trail))
        otherwise = Outcome.OPEN if is_known else Outcome.UNKNOWN
        outcomes = dict.fromkeys(stages.activity.labels, otherwise)
        everything = Found(
            names,
            rows,
            stages,
            deals.deals,
            tuple(events for events in others if len(events)),
            changes,
            {**outcomes, WON: Outcome.WON, LOST: Outcome.LOST},
            robots=tuple(dict.fromkeys([*noticed.robots, *robots_among(stages.resource)])),
            roles=users.roles,
            quarantined=tuple(noticed.quarantined),
            notes=tuple(noticed.notes),
            findings=(*noticed.findings, *findings),
        )
        return crm_log(self.name, everything, options)


def _frames(files: Sequence[Origin], report: Report) -> tuple[dict[Shape, Frame], int, Noticed]:
    """The tables of every object, how many rows they have, and notes about them."""
    tables: dict[Shape, list[Table]] = {}
    noticed = Noticed()
    rows = others = 0
    for number, path in enumerate(files):
        step = share_of(report, number, len(files), 0.7)
        if path.name.lower().endswith(JSON_ENDINGS):
            found, unread = tables_of(path.name, read_json(path, step), step)
            others += unread
        else:
            table = read_table(path, step)
            shape = shape_of(table)
            found = {shape: table} if shape is not None else {}
        for shape, table in found.items():
            tables.setdefault(shape, []).append(table)
            rows += len(table) + len(table.quarantined)
            noticed.notes += table.notes
            noticed.quarantined += (
                table.quarantined if shape is not Shape.DEAL and shape is not Shape.LIST else ()
            )
    if others:
        noticed.notes.append(
            tr(
                "{items} in the flow of deals are files, followers and the like: not used.",
                items=counted(others, "item"),
            )
        )
    return {shape: Frame(tuple(found)) for shape, found in tables.items()}, rows + others, noticed


def _with_listed_closings(trail: Trail, found: Listed | None) -> FieldChanges:
    """The changes, and for deals that are closed in the list but not by their changes the closing as listed."""
    changes = trail.changes
    if found is None:
        return changes
    status = dict(zip(trail.ids, trail.last(STATUS).texts(), strict=True))
    said = {Outcome.WON: "won", Outcome.LOST: "lost"}
    rows = [
        (identifier, said[Outcome(outcome)], time)
        for identifier, outcome, time in zip(
            found.ids.labels, found.outcome.tolist(), found.closed.tolist(), strict=True
        )
        if outcome in said
        and time != NO_TIME
        and identifier in status
        and status[identifier] != said[outcome]
    ]
    if not rows:
        return changes
    ids, words, times = zip(*rows, strict=True)
    n = len(rows)
    said_so = FieldChanges(
        Categorical.of(ids),
        np.array(times, dtype=np.int64),
        Categorical.empty(n),
        always(STATUS, n),
        always("open", n),
        Categorical.of(words),
    )
    return changes_together([changes, said_so])


def _no_status(trail: Trail) -> str:
    reasons = int((trail.last(REASON).codes != MISSING).sum())
    why = (
        tr_n(
            " {deals} has a lost reason, kept beside the deal, but a reason does not say whether and "
            "when a deal was lost.",
            " {deals} have a lost reason, kept beside the deal, but a reason does not say whether "
            "and when a deal was lost.",
            reasons,
            deals=counted(reasons, "deal"),
        )
        if reasons
        else ""
    )
    return tr(
        "The export has no status of deals, so how they ended is not known.{why} Export the "
        "changes of status, or the list of deals, too.",
        why=why,
    )
