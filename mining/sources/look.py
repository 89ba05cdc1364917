"""A look at the files of an export before it is imported: what they are, what each is for, and its first rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mining.recipes import shape_of
from mining.sources.files.copies import without_copies
from mining.sources.files.listing import files_of
from mining.sources.files.origin import Origin, Sheet
from mining.sources.files.table_file import ENDINGS, EXCEL_ENDINGS
from mining.sources.files.xlsx_file import sheets_of
from mining.sources.preview import TablePreview, preview
from mining.sources.read import SOURCES, candidates_of, files_chosen, recognised
from mining.sources.roles import role_of
from mining.sources.source import Candidate, ImportOptions, Recognised
from mining.sources.values.words import counted, listed
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

MAPPED = ("table", "wide")
"""The sources whose columns the user can name."""
_LOGS = ("xes", "ocel")
_ISO_WITHOUT_ZONE = re.compile(rb"""["'>](\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)["'<]""")
_LONGEST = 40
_PREVIEWS = 8
_SHEETS = 8
"""So many sheets are looked at in search of one that can be understood."""
_COLUMNS = 4


@dataclass(frozen=True)
class FileUse:
    """One file, whether the import reads it, a word on that, and what it is used for where that is known."""

    name: str
    is_used: bool
    why: str
    role: str = ""


@dataclass(frozen=True, eq=False)
class Look:
    """What was found in the files: the source and its reason, every file, and the first rows of tables.

    `time_without_zone` is an example with its place, of times that will be read in the zone of the options (empty:
    none are). `others` are the sources that know the files which are not used; `shape` tells exports apart
    (`mining.recipes`); `suggested` is what was recognised before another source was chosen; `sheets` are those that
    every workbook among the files has, `sheet` the one that was chosen (empty: the first with rows).
    """

    found: Recognised
    suggested: str
    files: tuple[FileUse, ...]
    previews: tuple[TablePreview, ...]
    shape: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    others: tuple[str, ...] = ()
    time_without_zone: str = ""

    @property
    def is_mapped(self) -> bool:
        """Whether the user says what the columns mean."""
        return self.found.source in MAPPED and bool(self.previews)


def look(paths: Sequence[Path], options: ImportOptions, report: Report) -> Look:
    """Look at files as one source (`options.source`, "auto" for the likeliest); raises UserError and Cancelled."""
    files, is_folder = files_of(paths, options.sheet)
    distinct, copies = without_copies(files)
    candidates, unreadable = candidates_of(distinct, is_folder)
    suggested = recognised(distinct, candidates, report)
    found = suggested
    if options.source not in ("auto", suggested.source):
        source, mine, _ = files_chosen(distinct, replace(options, mapping=None), is_folder)
        found = Recognised(source.name, tr("You chose to read the files so."), mine)
    used = set(found.files)
    tables = [path for path in found.files if path.name.lower().endswith(ENDINGS)]
    if found.source in MAPPED:
        tables = tables[:1]
    previews = tuple(preview(path, found.source) for path in tables[:_PREVIEWS])
    return Look(
        found,
        suggested.source,
        tuple(_use(path, found.source, candidates, used, unreadable | copies) for path in files),
        previews,
        shape_of(found.source, [candidate for candidate in candidates if candidate.path in used]),
        common_sheets(paths),
        options.sheet,
        _others(found, [candidate for candidate in candidates if candidate.path not in used]),
        _time_without_zone(
            found, previews, [candidate for candidate in candidates if candidate.path in used]
        ),
    )


def shape_of_export(paths: Sequence[Path], source: str, sheet: str = "") -> str:
    """The shape of the files that an import as this source reads; raises UserError, WrongSource where it reads none."""
    files, is_folder = files_of(paths, sheet)
    candidates, _ = candidates_of(files, is_folder)
    chosen, mine, _ = files_chosen(files, ImportOptions(source), is_folder)
    return shape_of(chosen.name, [candidate for candidate in candidates if candidate.path in mine])


def _time_without_zone(
    found: Recognised, previews: Sequence[TablePreview], candidates: Sequence[Candidate]
) -> str:
    """An example from the files that count most: those the reason names, and the beginnings of logs in XML or JSON."""
    for seen in sorted(previews, key=lambda seen: seen.name not in found.reason):
        if seen.time_without_zone is not None:
            column, example = seen.time_without_zone
            return tr(
                "{example} in the column {column} of {name}",
                example=example[:_LONGEST],
                column=column,
                name=seen.name,
            )
    for candidate in candidates:
        time = _ISO_WITHOUT_ZONE.search(candidate.head) if found.source in _LOGS else None
        if time is not None:
            return tr("{decode} in {name}", decode=time[1].decode("ascii"), name=candidate.path.name)
    return ""


def _others(found: Recognised, left: Sequence[Candidate]) -> tuple[str, ...]:
    """The other CRMs that the files left over come from."""
    ruled_out = (found.source, *MAPPED)
    known = (source.recognises(left) for source in SOURCES if source.name not in ruled_out)
    return tuple(other.source for other in known if other is not None)


def common_sheets(paths: Sequence[Path]) -> tuple[str, ...]:
    """The titles that all workbooks among the files have, in the order of the first."""
    workbooks = [path for path in files_of(paths)[0] if path.name.lower().endswith(EXCEL_ENDINGS)]
    if not workbooks:
        return ()
    titles = [sheets_of(path) for path in workbooks]
    return tuple(title for title in titles[0] if all(title in other for other in titles))


def likely_sheet(paths: Sequence[Path], sheets: Sequence[str], report: Report) -> str:
    """The first of these sheets of a workbook that holds something known; empty where none does or it is not alone."""
    files, _ = files_of(paths)
    file = files[0]
    if len(files) > 1 or isinstance(file, Sheet):
        return ""
    for number, title in enumerate(sheets[:_SHEETS]):
        report(number / _SHEETS, tr("Looking at the sheets"))
        try:
            candidates, _ = candidates_of([Sheet(file, title)], is_folder=False)
        except UserError:  # an empty sheet, or a chart: there is nothing in it to be chosen
            continue
        if any(source.recognises(candidates) for source in SOURCES):
            return title
    return ""


def _use(
    path: Origin,
    source: str,
    candidates: Sequence[Candidate],
    used: set[Origin],
    unreadable: Mapping[str, str],
) -> FileUse:
    if path.name in unreadable:
        return FileUse(path.name, False, unreadable[path.name].removeprefix("Not used: "))
    candidate = next((candidate for candidate in candidates if candidate.path == path), None)
    sample = candidate.sample if candidate is not None else None
    columns = (
        ""
        if sample is None
        else f"{counted(len(sample.columns), 'column')}: {listed(sample.columns, _COLUMNS)}"
    )
    if path in used:
        return FileUse(path.name, True, columns, role_of(source, candidate) if candidate is not None else "")
    return FileUse(
        path.name,
        False,
        tr("not part of what was recognised{columns}", columns=f" ({columns})" if columns else ""),
    )
