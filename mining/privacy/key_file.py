"""The list of who is who as a file of its own, written only where the owner of the project asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mining.atomic_file import write_atomically
from mining.export.cells import neutral
from resources.translation import tr


def write_key(stand_ins: Mapping[str, str], out: Path) -> None:
    """Write names and stand-ins as CSV, in the order of the stand-ins. Raises UserError where it cannot be written."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((tr("Stand-in"), tr("Name")))
    rows = sorted((stand_in, name) for name, stand_in in stand_ins.items() if name)
    writer.writerows((neutral(stand_in), neutral(name)) for stand_in, name in rows)
    write_atomically(out, text.getvalue().encode("utf-8-sig", "replace"))
