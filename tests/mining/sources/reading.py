"""Short ways to write a file and to import it, for the tests of the sources."""

from pathlib import Path

from mining.sources.read import Imported, ImportOptions, import_log
from models.event_log import EventLog
from models.progress import silent

DAY = 86_400_000_000
HOUR = 3_600_000_000


def read(*paths: Path, **options: object) -> Imported:
    """Import files, or one folder, with these options."""
    return import_log(paths, ImportOptions(**options), silent)  # type: ignore[arg-type]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def traces(log: EventLog) -> dict[str, tuple[str, ...]]:
    """The activities of every case, by its id."""
    return {identifier: log.trace(case) for case, identifier in enumerate(log.cases.ids)}


def one_case(folder: Path, *times: str, header: str = "case_id,activity,timestamp") -> Path:
    """A CSV of one case with an event for each time, named A, B, C and so on."""
    rows = [f'c1,{chr(65 + i)},"{time}"' for i, time in enumerate(times)]
    return write(folder, "log.csv", "\n".join([header, *rows]) + "\n")


def changes(log: EventLog) -> dict[str, list[tuple[str, str, str, str]]]:
    """Field, old value, new value and person of every change, by the deal's id."""
    told: dict[str, list[tuple[str, str, str, str]]] = {}
    history = log.changes
    for row, case in enumerate(history.case.tolist()):
        change = tuple(column.text(row) for column in (history.field, history.old, history.new, history.who))
        told.setdefault(log.cases.ids[case], []).append(change)  # type: ignore[arg-type]  # four of them
    return told
