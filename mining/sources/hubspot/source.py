"""HubSpot: the stages of deals from the history of their properties, with everything else an export has beside it."""

from __future__ import annotations

from collections.abc import Sequence

from mining.sources.assemble import Events
from mining.sources.crm.field_changes import stage_events
from mining.sources.crm.frame import Frame
from mining.sources.crm.log import Found, crm_log
from mining.sources.crm.side_tables import sides_alone, without_history
from mining.sources.crm.users import robots_among
from mining.sources.files.cell_table import Table
from mining.sources.files.json_file import read_json
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.hubspot import documents
from mining.sources.hubspot.activities import read_activities
from mining.sources.hubspot.deals import DealList, read_deals
from mining.sources.hubspot.documents import has_history, is_mine, tables_of
from mining.sources.hubspot.history import History, read_history
from mining.sources.hubspot.lifecycle import read_lifecycle
from mining.sources.hubspot.people import People, read_people
from mining.sources.hubspot.pipelines import Pipelines, read_pipelines
from mining.sources.hubspot.shapes import Shape, is_certain, is_stage_date, shape_of
from mining.sources.hubspot.stage_dates import has_stage_dates, read_stage_dates
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.words import having, listed
from models.errors import UserError
from models.import_summary import Quarantined
from models.progress import Report, share_of
from models.quality import Finding
from resources.translation import tr

_INSTEAD = tr(
    "export the property history of Deal stage (in HubSpot: Settings, Properties, Deal "
    "properties, Deal stage, Export history), or a list of deals with the columns Date "
    'entered "..." of all stages'
)


class HubSpotSource:
    """An export of HubSpot: JSON of its interfaces, a property history, a connector's tables, or a list of deals."""

    name = "hubspot"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files that hold something of HubSpot's, if the stages of deals or at least the deals are among them."""
        shapes = {c.path: shape_of(c.sample) for c in candidates if c.sample is not None}
        json = [c for c in candidates if c.path.name.lower().endswith(JSON_ENDINGS) and is_mine(c.head)]
        mine = [c.path for c in candidates if shapes.get(c.path) is not None or c in json]
        past = [path for path, shape in shapes.items() if shape in (Shape.HISTORY, Shape.STAGES)]
        past += [c.path for c in json if has_history(c.head)]
        wide = [
            c.path
            for c in candidates
            if c.sample is not None and any(is_stage_date(column) for column in c.sample.columns)
        ]
        if past:
            reason = tr("has the history of HubSpot's deals: deal, property, value and time.")
        elif wide and any(shapes.get(path) is Shape.DEAL for path in wide):
            past, reason = wide, tr("has HubSpot's deals with the dates on which their stages were entered.")
        else:
            return self._without_history(candidates, mine, shapes)
        return Recognised(self.name, f"{listed([p.name for p in past], 3)} {reason}", tuple(mine))

    def _without_history(
        self, candidates: Sequence[Candidate], mine: Sequence[Origin], shapes: dict[Origin, Shape | None]
    ) -> Recognised | None:
        """HubSpot's lists alone: claimed, so that nobody takes the present stage of every deal for a log."""
        deals = [path for path, shape in shapes.items() if shape is Shape.DEAL]
        deals += [c.path for c in candidates if c.path in mine and b'"dealstage"' in c.head]
        if deals and len(mine) == len(candidates):
            names = listed([path.name for path in deals], 3)
            return Recognised(self.name, tr("{names} has HubSpot's deals.", names=names), tuple(mine))
        telling = [
            c.path for c in candidates if c.sample is not None and is_certain(c.sample, shapes[c.path])
        ]
        telling += [c.path for c in candidates if c.path in mine and documents.is_certain(c.head)]
        return sides_alone(self.name, "HubSpot", candidates, telling, mine)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the stages of deals; every other file adds what is known of them."""
        frames, names, rows, notes = _frames(files, report)
        if frames and not rows:
            raise UserError(
                tr("{having} a header but no rows; export it again with its rows.", having=having(names, 3))
            )
        report(0.7, tr("Reading the stages"))
        pipelines = read_pipelines(frames.get(Shape.STAGE), frames.get(Shape.PIPELINE))
        people = read_people(*(frames.get(shape) for shape in (Shape.OWNER, Shape.USER, Shape.TEAM)))
        deals = read_deals(frames.get(Shape.DEAL), frames.get(Shape.MERGED), pipelines, people, options)
        history = read_history(
            frames.get(Shape.HISTORY), frames.get(Shape.STAGES), deals.gone, pipelines, people, options
        )
        stages, findings, more = _stages(frames, deals, history, pipelines, options, names)
        report(0.9, tr("Reading the activities"))
        others, robots, aside, said, broken = _others(frames, people, options)
        found = Found(
            files=names,
            rows=rows,
            stages=stages,
            deals=deals.deals,
            others=others,
            changes=history.changes if history else None,
            stage_outcomes=pipelines.outcome,
            merged=deals.merged,
            robots=tuple(
                dict.fromkeys((*robots_among(stages.resource), *(history.robots if history else ()), *robots))
            ),
            roles=people.roles,
            quarantined=(
                *(history.quarantined if history else ()),
                *deals.quarantined,
                *aside,
                *_misfits(frames),
            ),
            notes=(*(history.notes if history else ()), *deals.notes, *more, *said, *notes),
            findings=(*(history.findings if history else ()), *findings, *broken),
        )
        return crm_log(self.name, found, options)


def _frames(
    files: Sequence[Origin], report: Report
) -> tuple[dict[Shape, Frame], tuple[str, ...], int, tuple[str, ...]]:
    """The tables of every object, the names of the files, how many rows they have, and notes about them."""
    tables: dict[Shape, list[Table]] = {}
    notes: list[str] = []
    rows = 0
    for number, path in enumerate(files):
        step = share_of(report, number, len(files), 0.7)
        if path.name.lower().endswith(JSON_ENDINGS):
            found = tables_of(path.name, read_json(path, step), step)
            if not found:
                notes.append(tr("{name} holds nothing that is read of HubSpot: not used.", name=path.name))
        else:
            table = read_table(path, step)
            shape = shape_of(table)
            found = {shape: table} if shape is not None else {}
        for shape, table in found.items():
            tables.setdefault(shape, []).append(table)
            rows += len(table) + len(table.quarantined)
    notes += [note for shape in tables for table in tables[shape] for note in table.notes]
    names = tuple(path.name for path in files)
    return {shape: Frame(tuple(found)) for shape, found in tables.items()}, names, rows, tuple(notes)


def _stages(
    frames: dict[Shape, Frame],
    deals: DealList,
    history: History | None,
    pipelines: Pipelines,
    options: ImportOptions,
    names: Sequence[str],
) -> tuple[Events, tuple[Finding, ...], tuple[str, ...]]:
    """The enterings of stages: from the history, or else from the dates in the list of deals."""
    listing = frames.get(Shape.DEAL)
    if history is not None:
        events, findings = stage_events(history.changes, deals.deals)
        if not len(events) and not history.quarantined and (listing is None or not has_stage_dates(listing)):
            raise UserError(
                tr("{having} no changes of Deal stage; {instead}.", having=having(names, 3), instead=_INSTEAD)
            )
        if len(events) or listing is None or not has_stage_dates(listing):
            return events, findings, ()
    if listing is None:
        raise without_history(names, "HubSpot", frames, _INSTEAD)
    if not has_stage_dates(listing):
        raise UserError(
            tr(
                "{having} only the present stage of every deal, not when stages were entered; {instead}.",
                having=having(names, 3),
                instead=_INSTEAD,
            )
        )
    dates = read_stage_dates(listing, pipelines, options)
    known = set(deals.deals.ids.labels) if deals.deals is not None else set()
    events = dates.events
    return events.take(events.case.is_any_of(known)), (), dates.notes


def _others(
    frames: dict[Shape, Frame], people: People, options: ImportOptions
) -> tuple[
    tuple[Events, ...],
    tuple[str, ...],
    tuple[Quarantined, ...],
    tuple[str, ...],
    tuple[Finding, ...],
]:
    """Activities and lead events: the events, robots, rows set aside, notes and findings."""
    others: list[Events] = []
    robots: tuple[str, ...] = ()
    aside: list[Quarantined] = []
    notes: list[str] = []
    findings: tuple[Finding, ...] = ()
    if Shape.ENGAGEMENT in frames:
        found = read_activities(frames[Shape.ENGAGEMENT], frames.get(Shape.ENGAGEMENT_DEAL), people, options)
        others.append(found.events)
        aside += found.quarantined
        notes += found.notes
        findings = found.findings
    if Shape.CONTACT_HISTORY in frames:
        leads = read_lifecycle(frames[Shape.CONTACT_HISTORY], frames.get(Shape.DEAL_CONTACT), people, options)
        others.append(leads.events)
        robots = leads.robots
        aside += leads.quarantined
        notes += leads.notes
    return tuple(others), robots, tuple(aside), tuple(notes), findings


def _misfits(frames: dict[Shape, Frame]) -> list[Quarantined]:
    """Rows that did not fit their table, of the tables whose other rows are never set aside."""
    kept = (
        Shape.DEAL, Shape.HISTORY, Shape.ENGAGEMENT, Shape.CONTACT_HISTORY,
    )  # fmt: skip
    return [
        row
        for shape, frame in frames.items()
        if shape not in kept
        for table in frame.tables
        for row in table.quarantined
    ]
