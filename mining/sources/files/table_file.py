"""Reads a table from a file of any kind: text, Excel or Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mining.sources.files.bounded import head_of, kind_of
from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from models.errors import UserError
from models.progress import Report, share_of
from resources.translation import tr

TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
EXCEL_ENDINGS = (".xlsx", ".xlsm")
ENDINGS = (*TEXT_ENDINGS, *EXCEL_ENDINGS, ".parquet")


def read_table(path: Origin, report: Report, max_rows: int | None = None) -> Table:
    """Read a CSV, TSV, XLSX or Parquet file, or about its first `max_rows` rows.

    Raises UserError where it is missing, empty, damaged, too large, or of another kind than its name says.
    """
    name = path.name.lower()
    head = head_of(path)
    if not head:
        raise UserError(tr("{name} is empty; choose a file with a header line and rows.", name=path.name))
    kind = kind_of(head)
    if name.endswith(EXCEL_ENDINGS):
        from mining.sources.files.xlsx_file import read_xlsx

        return read_xlsx(path, report, max_rows)
    if name.endswith(".parquet"):
        from mining.sources.files.parquet_file import read_parquet

        return read_parquet(path, report, max_rows)
    if not name.endswith(TEXT_ENDINGS):
        raise UserError(
            tr(
                "{name} is of a kind that cannot be read; choose one of {endings}.",
                name=path.name,
                endings=", ".join(ENDINGS),
            )
        )
    if kind is not None:
        raise UserError(
            tr(
                "{name} is {kind}, not a text table; give it its right name or choose another file.",
                name=path.name,
                kind=kind,
            )
        )
    from mining.sources.files.csv_file import read_csv

    return read_csv(path, report, max_rows)


def read_tables(paths: Sequence[Origin], report: Report, share: float) -> Iterator[Table]:
    """Read one table after the other; together they are `share` of the whole progress."""
    for number, path in enumerate(paths):
        step = share_of(report, number, len(paths), share)
        yield read_table(path, step)
