"""From files to a log: finds out which CRM they come from, and has its source read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mining.sources.close.source import CloseSource
from mining.sources.copper.source import CopperSource
from mining.sources.dynamics.source import DynamicsSource
from mining.sources.files.bounded import head_unpacked
from mining.sources.files.copies import without_copies
from mining.sources.files.listing import JSON_ENDINGS, files_of
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import ENDINGS, read_table
from mining.sources.hubspot.source import HubSpotSource
from mining.sources.lanekeeper.source import LanekeeperSource
from mining.sources.ocel.source import OcelSource, object_types
from mining.sources.odoo.source import OdooSource
from mining.sources.oracle.source import OracleSource
from mining.sources.pipedrive.source import PipedriveSource
from mining.sources.salesforce.source import SalesforceSource
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised, Source
from mining.sources.suitecrm.source import SuiteCrmSource
from mining.sources.table.source import TableSource
from mining.sources.values.words import listed
from mining.sources.wide.source import WideSource
from mining.sources.xes.source import XesSource
from mining.sources.zoho.source import ZohoSource
from models.errors import UserError
from models.progress import Report, silent
from resources.translation import tr

__all__ = ["SOURCES", "ImportOptions", "Imported", "Recognised", "WrongSource", "import_log", "recognise"]


class WrongSource(UserError):
    """None of the files is of a kind that the source reads."""


SOURCES: tuple[Source, ...] = (
    LanekeeperSource(),
    SalesforceSource(),
    HubSpotSource(),
    PipedriveSource(),
    ZohoSource(),
    OdooSource(),
    SuiteCrmSource(),
    CloseSource(),
    CopperSource(),
    DynamicsSource(),
    OracleSource(),
    OcelSource(),
    XesSource(),
    WideSource(),
    TableSource(),
)
"""Every source, the more particular first."""
_NO_TABLES = ("xes", "ocel")
_NO_JSON = ("lanekeeper", "table", "wide")
_HEAD, _LONG_HEAD, _LONG_HEADS = 64 << 10, 4 << 20, 32 << 20
"""How many bytes of a file that is no table are looked at; of JSON whose beginning tells nothing, and of all such."""
_SAMPLE = 500


def import_log(paths: Sequence[Path], options: ImportOptions, report: Report) -> Imported:
    """Read files, or the readable files of one folder, into a log.

    Raises UserError (one sentence) where they cannot be read, and Cancelled where `report` does.
    """
    report(0.0, tr("Looking at the files"))
    files, is_folder = files_of(paths, options.sheet)
    files, copies = without_copies(files)
    source, chosen, unused = files_chosen(files, options, is_folder)
    imported = source.read(chosen, options, report)
    notes = [*imported.summary.notes, *copies.values()]
    left = [path.name for path in files if path not in chosen and path.name not in unused]
    if left:
        notes.append(tr("Not used: {left}.", left=listed(left)))
    notes += unused.values()
    report(1.0, tr("Imported"))
    return replace(imported, summary=replace(imported.summary, notes=tuple(dict.fromkeys(notes))))


def recognise(paths: Sequence[Path], report: Report = silent, sheet: str = "") -> Recognised:
    """Say which source the files come from, why, and which of them belong to it; raises UserError and Cancelled.

    Workbooks stand for their `sheet` where one is named, else for the first with rows.
    An object-centric log is read for this, since its types of objects are in all of it.
    """
    files, is_folder = files_of(paths, sheet)
    files, _ = without_copies(files)
    return recognised(files, candidates_of(files, is_folder)[0], report)


def recognised(files: Sequence[Origin], candidates: Sequence[Candidate], report: Report) -> Recognised:
    """The same of files that were looked at already, none of them a copy; raises UserError and Cancelled."""
    found = _recognised(SOURCES, candidates)
    if found is None:
        return Recognised(
            "table", tr("No CRM's columns were found, so its columns have to be named."), (files[0],)
        )
    if found.source == "ocel":
        return replace(found, object_types=object_types(found.files, report))
    return found


def files_chosen(
    files: Sequence[Origin], options: ImportOptions, is_folder: bool
) -> tuple[Source, tuple[Origin, ...], dict[str, str]]:
    """The source, its files, and a sentence for each file that could not even be looked at."""
    by_name = {source.name: source for source in SOURCES}
    if options.source != "auto" and options.source not in by_name:
        raise UserError(
            tr(
                "There is no source {source}; choose auto or one of {by_name}.",
                source=repr(options.source),
                by_name=", ".join(by_name),
            )
        )
    candidates, unreadable = candidates_of(files, is_folder)
    if options.source == "auto" and options.mapping is not None and options.mapping.columns:
        wanted = [by_name["wide" if options.mapping.stages else "table"]]
    else:
        wanted = [by_name[options.source]] if options.source != "auto" else list(SOURCES)
    found = _recognised([source for source in wanted if not _is_named(source, options)], candidates)
    if found is not None:
        return by_name[found.source], found.files, unreadable
    fallback = wanted[0] if len(wanted) == 1 else by_name["table"]
    mine = tuple(c.path for c in candidates if _may_read(fallback, c))
    if not mine:
        is_any = len(wanted) > 1
        raise WrongSource(
            tr(
                "{files} cannot be read as {name}; docs/exports.md says which export to make{more}.",
                files=listed([path.name for path in files], 3),
                name=tr("any export or log of a CRM") if is_any else fallback.name,
                more=tr(", and --source NAME reads a file as that of one CRM") if is_any else "",
            )
        )
    if fallback.name in ("table", "wide"):
        mine = _same_columns(mine, candidates, options)
    return fallback, mine, unreadable


def _recognised(sources: Sequence[Source], candidates: Sequence[Candidate]) -> Recognised | None:
    """What the first source says that knows some of the files; of long JSON that it does not more is looked at."""
    found = _first_to_know(sources, candidates)
    known = found.files if found is not None else ()
    cut = [c.path for c in candidates if c.path not in known and _is_cut_json(c)]
    if not cut:
        return found
    size = min(_LONG_HEAD, _LONG_HEADS // len(cut))
    further = [replace(c, head=head_unpacked(c.path, size)) if c.path in cut else c for c in candidates]
    return _first_to_know(sources, further)


def _first_to_know(sources: Sequence[Source], candidates: Sequence[Candidate]) -> Recognised | None:
    return next((found for source in sources if (found := source.recognises(candidates)) is not None), None)


def _is_cut_json(candidate: Candidate) -> bool:
    """Whether only a part of a JSON file was looked at; of UTF-16 half of that is left."""
    is_json = candidate.sample is None and candidate.path.name.lower().endswith(JSON_ENDINGS)
    return is_json and len(candidate.head) >= _HEAD // 2


def _may_read(source: Source, candidate: Candidate) -> bool:
    """Whether a source that knows none of the files can try this one, since the user named it."""
    if source.name in _NO_TABLES:
        return candidate.sample is None
    is_json = candidate.path.name.lower().endswith(JSON_ENDINGS) and source.name not in _NO_JSON
    return candidate.sample is not None or is_json


def _is_named(source: Source, options: ImportOptions) -> bool:
    return source.name in ("table", "wide") and options.mapping is not None and bool(options.mapping.columns)


def _same_columns(
    paths: Sequence[Origin], candidates: Sequence[Candidate], options: ImportOptions
) -> tuple[Origin, ...]:
    """The files that have the named columns (or the first file), and those with the same header."""
    samples = {c.path: c.sample for c in candidates if c.sample is not None}
    named = {*options.mapping.columns.values(), *options.mapping.stages} if options.mapping else set()
    first = next((path for path in paths if named <= set(samples[path].columns)), paths[0])
    return tuple(path for path in paths if samples[path].columns == samples[first].columns)


def candidates_of(files: Sequence[Origin], is_folder: bool) -> tuple[list[Candidate], dict[str, str]]:
    """The first rows of every table; in a folder or archive what cannot be read is passed over with a sentence."""
    candidates: list[Candidate] = []
    unreadable: dict[str, str] = {}
    first: UserError | None = None
    for path in files:
        try:
            if path.name.lower().endswith(ENDINGS):
                candidates.append(Candidate(path, read_table(path, silent, _SAMPLE)))
            else:
                candidates.append(Candidate(path, None, head_unpacked(path, _HEAD)))
        except UserError as error:
            if not is_folder:
                raise
            first = first or error
            unreadable[path.name] = tr("Not used: {error}", error=error)
    if not candidates and first is not None:
        raise first
    return candidates, unreadable
