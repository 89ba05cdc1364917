"""A list of stages in a spreadsheet as a documented process: a row a stage, from the first to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mining.process.conditions import parse_condition
from mining.process.stage_list_columns import COLUMNS, DEALS, NO, YES, columns_in, days_in, names_in, plain
from mining.process.validate import MOST_REPEATS, MOST_STAGES, validate
from mining.process.yaml_format import DEFAULT_ENDS
from mining.sources.values.outcomes import outcome_of, outcome_of_stage
from models.case_table import Outcome
from models.condition import Condition
from models.errors import UserError
from models.label import key, tidy
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from resources.translation import tr

ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
"""The files in which a list of stages is looked for."""

_ENDS = {Outcome.WON: "won", Outcome.LOST: "lost"}


def read_stage_list(path: Path) -> SalesProcess:
    """Read a list of stages from a text table or the first sheet of a workbook.

    Columns are known by their names in English or German (see docs/formats.md); a single column needs none. Rows
    called like won or lost deals are ends; an end without a row is the usual one. Raises UserError with row and
    column where a cell cannot be read, and where the table is no list of stages.
    """
    from mining.sources.files.table_file import read_table

    table = read_table(path, silent, 2 * MOST_STAGES)
    if table.quarantined:
        odd = table.quarantined[0]
        raise UserError(
            tr(
                "{name}, row {line}: {reason}; correct that row.",
                name=path.name,
                line=odd.line,
                reason=odd.reason,
            )
        )
    headers = [tidy(name) for name in table.columns]
    rows = [
        _Row(
            path.name, int(line) or place, [tidy_lines(cell) for cell in cells], headers, columns_in(headers)
        )
        for place, (line, cells) in enumerate(zip(table.lines, table.rows(len(table)), strict=False), 2)
    ]
    columns = columns_in(headers)
    _refuse_deals(path.name, headers)
    if len(headers) == 1 and "stage" not in columns:
        rows.insert(0, _Row(path.name, 1, headers, headers, {"stage": 0}))
        rows = [replace(row, columns={"stage": 0}) for row in rows]
    elif "stage" not in columns:
        known = ", ".join(words[0] for words in COLUMNS.values())
        raise UserError(
            tr(
                "{name} holds no process: none of its columns ({headers}) is called Stage; name the "
                "column with the stages so (known are {known}).",
                name=path.name,
                headers=", ".join(headers[:8]),
                known=known,
            )
        )
    rows = _in_order([row for row in rows if any(row.cells)])
    return _process(path, rows)


def tidy_lines(cell: str) -> str:
    """A cell with every line of it tidied."""
    return "\n".join(line for line in map(tidy, cell.splitlines()) if line)


@dataclass(frozen=True)
class _Row:
    """One row with its number in the file; `columns` has the place of every column that was recognised."""

    file: str
    number: int
    cells: Sequence[str]
    headers: Sequence[str]
    columns: dict[str, int]

    def cell(self, role: str) -> str:
        return self.cells[self.columns[role]] if role in self.columns else ""

    def where(self, role: str) -> str:
        return tr(
            "{file}, row {number}, column {headers}",
            file=self.file,
            number=self.number,
            headers=self.headers[self.columns[role]],
        )

    @property
    def name(self) -> str:
        return tidy(self.cell("stage"))

    def labels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names_in(self.cell("crm")))) or (self.name,)

    def stage(self) -> Stage:
        return Stage(
            self.name,
            self.labels(),
            optional=self._optional(),
            repeat=self._repeat(),
            owners=tuple(names_in(self.cell("owner"))),
            buyer=tidy(self.cell("buyer")),
            exit_evidence=tuple(names_in(self.cell("exit"))),
            allowed=self._allowed(),
            effort=tidy(self.cell("effort")),
        )

    def _optional(self) -> bool | Condition:
        if "optional" not in self.columns and "required" in self.columns:
            return not self._yes_or_no("required")
        written = tidy(self.cell("optional"))
        if key(written) in (*YES, *NO):
            return key(written) in YES
        return parse_condition(written, self.where("optional"))

    def _yes_or_no(self, role: str) -> bool:
        written = key(self.cell(role))
        if written not in (*YES, *NO):
            raise UserError(
                tr(
                    "{where}: “{cell}” is neither yes nor no; write one of them.",
                    where=self.where(role),
                    cell=self.cell(role),
                )
            )
        return written in YES

    def _repeat(self) -> int | None:
        written = key(self.cell("repeat"))
        if written in (*NO, "1"):
            return 1
        if written in (*YES, "any", "beliebig"):
            return None
        if not (written.isascii() and written.isdigit()) or not 1 <= int(written[:9]) <= MOST_REPEATS:
            raise UserError(
                tr(
                    "{where}: “{cell}” does not say how often the stage may come in a row; write 1 to "
                    "{most_repeats}, yes or no.",
                    where=self.where("repeat"),
                    cell=self.cell("repeat"),
                    most_repeats=MOST_REPEATS,
                )
            )
        return int(written)

    def _allowed(self) -> str:
        found = days_in(self.cell("allowed"))
        if found is None:
            raise UserError(
                tr(
                    "{where}: “{cell}” is no number of days; write 5, or 5 bd for business days.",
                    where=self.where("allowed"),
                    cell=self.cell("allowed"),
                )
            )
        return found


def _refuse_deals(file: str, headers: Sequence[str]) -> None:
    deals = next((header for header in headers if plain(header) in DEALS), None)
    if deals is not None:
        raise UserError(
            tr(
                "{file} holds no process: by its column {deals} it is a list of deals, which is "
                "imported; a list of stages has one row a stage.",
                file=file,
                deals=deals,
            )
        )


def _in_order(rows: list[_Row]) -> list[_Row]:
    """The rows as the column with their numbers says, if there is one."""
    if not rows or "order" not in rows[0].columns or not any(row.cell("order") for row in rows):
        return rows
    places = []
    for row in rows:
        written = row.cell("order").rstrip(".)")
        parts = written.replace(",", ".").split(".") if written else []
        if not parts or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
            raise UserError(
                tr(
                    "{where}: “{cell}” is no number; number all stages, or leave the column out.",
                    where=row.where("order"),
                    cell=row.cell("order"),
                )
            )
        places.append(tuple(map(int, parts)))
    return [row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])]


def _process(path: Path, rows: list[_Row]) -> SalesProcess:
    stages: list[Stage] = []
    ends: dict[str, End] = {}
    seen: dict[str, int] = {}
    if len(rows) > MOST_STAGES:
        raise UserError(
            tr(
                "{name} has more than {most_stages} rows, which no list of stages has.",
                name=path.name,
                most_stages=MOST_STAGES,
            )
        )
    for row in rows:
        if not row.name:
            raise UserError(
                tr("{where}: the stage has no name; write it, or empty the row.", where=row.where("stage"))
            )
        if key(row.name) in seen:
            raise UserError(
                tr(
                    "{where}: {name} stands in row {seen} already; a list of stages names each once.",
                    where=row.where("stage"),
                    name=row.name,
                    seen=seen[key(row.name)],
                )
            )
        seen[key(row.name)] = row.number
        end = _end_of(row.name)
        if not end:
            stages.append(row.stage())
            continue
        before = ends.get(end, End(end, ()))
        requires = (*before.requires, *names_in(row.cell("exit")))
        ends[end] = replace(before, labels=(*before.labels, *row.labels()), requires=requires)
    if not stages:
        raise UserError(tr("{name} holds no process: it lists no stage; write one a row.", name=path.name))
    usual = tuple(ends.get(end.name, end) for end in DEFAULT_ENDS)
    process = SalesProcess(" ".join(path.stem.replace("_", " ").split()) or "Process", tuple(stages), usual)
    validate(process, path.name)
    return process


def _end_of(name: str) -> str:
    """The end that a row stands for, empty for a stage."""
    outcome = outcome_of_stage(name)
    return _ENDS.get(outcome_of(name) if outcome == Outcome.OPEN else outcome, "")
