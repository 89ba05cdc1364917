"""Salesforce: the history of opportunities, with the deals, people, leads and activities around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mining.sources.crm.log import crm_log
from mining.sources.crm.side_tables import sides_alone, without_history
from mining.sources.files.cell_table import Table
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.salesforce.footers import without_footer
from mining.sources.salesforce.found import ExportReader
from mining.sources.salesforce.objects import SalesforceObject, is_certain, is_list_of_records, object_of
from mining.sources.salesforce.records import kinds_in, tables_in
from mining.sources.salesforce.tables import Frames, SalesforceFrame, in_force
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.words import having, listed
from models.errors import UserError
from models.progress import Report, share_of
from resources.translation import tr

HISTORIES = (
    SalesforceObject.HISTORY,
    SalesforceObject.VERSIONS,
    SalesforceObject.FIELDS,
    SalesforceObject.ENTITY_FIELDS,
)
"""The objects of which one must be there, the better ones first."""
_INSTEAD = tr(
    "export OpportunityHistory too, with OpportunityId, CreatedDate and StageName (Data "
    "Loader, object Opportunity History; or a report of the type Opportunity History)"
)


class SalesforceSource:
    """An export by API or Data Loader, the weekly export, reports, a replicated table, or a re-save from Excel."""

    name = "salesforce"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns are those of Salesforce's objects, if a history is among them."""
        found = {c.path: kind for c in candidates if (kind := _kind_of(c)) is not None}
        for history in HISTORIES:
            files = [path.name for path, kind in found.items() if kind is history]
            if files:
                reason = tr(
                    "{having} the columns of Salesforce's {history}: record, change and date.",
                    having=having(files, 3),
                    history=history,
                )
                return Recognised(self.name, reason, tuple(found))
        return self._without_history(candidates, found)

    def _without_history(
        self, candidates: Sequence[Candidate], found: dict[Origin, SalesforceObject]
    ) -> Recognised | None:
        """Salesforce's lists alone: claimed, so that nobody takes the present stage of every deal for a log."""
        lists = [
            c for c in candidates if (c.path in found if c.sample is None else is_list_of_records(c.sample))
        ]
        deals = [c.path for c in lists if found.get(c.path) is SalesforceObject.OPPORTUNITY]
        if deals and len(lists) == len(candidates):
            names = listed([path.name for path in deals], 3)
            return Recognised(
                self.name,
                tr("{names} has the columns of Salesforce's Opportunity.", names=names),
                tuple(deals),
            )
        telling = [
            c.path for c in lists if c.sample is None or is_certain(c.sample.columns, found.get(c.path))
        ]
        return sides_alone(self.name, "Salesforce", candidates, telling, tuple(found))

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read a history of stages; every other file adds what is known of the deals and happened around them."""
        frames = _frames(files, report)
        histories = [frames[kind] for kind in HISTORIES if kind in frames]
        if not histories:
            names = [path.name for path in files]
            if SalesforceObject.OPPORTUNITY in frames:
                raise UserError(
                    tr("{having} no history of stages; {instead}.", having=having(names, 3), instead=_INSTEAD)
                )
            raise without_history(names, "Salesforce", frames, _INSTEAD)
        if not any(map(len, histories)):
            raise UserError(
                tr(
                    "{names} has a header but no rows; export it again with its rows.",
                    names=histories[0].names,
                )
            )
        report(0.7, tr("Reading the deals"))
        found, options = ExportReader(frames, options).found()
        empty = [
            tr("{names} has a header but no rows.", names=frame.names)
            for frame in histories
            if not len(frame)
        ]
        found = replace(found, notes=(*found.notes, *empty))
        report(0.95, tr("Building the log"))
        return crm_log(self.name, found, options)


def _frames(files: Sequence[Origin], report: Report) -> Frames:
    found: Frames = {}
    for number, path in enumerate(files):
        step = share_of(report, number, len(files), 0.7)
        for kind, table in _tables(path, step):
            table = without_footer(table if kind is SalesforceObject.VERSIONS else in_force(table))
            found[kind] = SalesforceFrame((*(found[kind].tables if kind in found else ()), table))
    return found


def _tables(path: Origin, report: Report) -> list[tuple[SalesforceObject, Table]]:
    """What a file holds: one object where it is a table, any number of them where it is JSON."""
    if path.name.lower().endswith(JSON_ENDINGS):
        return tables_in(path, report)
    table = read_table(path, report)
    kind = object_of(table.columns, path.name)
    return [] if kind is None else [(kind, table)]


def _kind_of(candidate: Candidate) -> SalesforceObject | None:
    """The object in a file; of several in one the one that matters most here."""
    if candidate.sample is not None:
        return object_of(candidate.sample.columns, candidate.path.name)
    kinds = kinds_in(candidate.head)
    return next((kind for kind in (*HISTORIES, *SalesforceObject) if kind in kinds), None)
