"""What the importer makes of a folder of exports: every file and every folder of files, as a table in Markdown."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mining.sources.files.listing import READABLE
from mining.sources.read import ImportOptions, import_log
from models.errors import UserError
from models.progress import silent

_HEAD = """# What is read, and how

Made by `uv run python -m benchmarks.imports FOLDER --out docs/imports.md` on a folder with real exports; every
file and every folder was imported without a mapping or any other help. Quarantined are rows that could not be
read, each with its reason; refused files say why.

| files | read as | deals | events | quarantined | refused because |
| --- | --- | ---: | ---: | ---: | --- |
"""


@dataclass(frozen=True)
class Line:
    """One row of the table; `refused` is the sentence of a refusal, empty where the import went through."""

    name: str
    source: str = ""
    deals: int = 0
    events: int = 0
    quarantined: int = 0
    refused: str = ""

    def __str__(self) -> str:
        if self.refused:
            return f"| {self.name} | | | | | {self.refused.replace('|', ' ')} |"
        counts = " | ".join(f"{count:,}" for count in (self.deals, self.events, self.quarantined))
        return f"| {self.name} | {self.source} | {counts} | |"


def imported(path: Path, name: str) -> Line:
    """Import a file or a folder as it is."""
    try:
        found = import_log([path], ImportOptions(), silent)
    except UserError as error:
        return Line(name, refused=str(error))
    summary = found.summary
    return Line(name, summary.source, found.log.n_cases, found.log.n_events, len(summary.quarantined))


def lines(folder: Path) -> Iterator[Line]:
    """Every folder with several files as one export, and every file by itself."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = [path for path in sorted(part.iterdir()) if path.name.lower().endswith(READABLE)]
        if len(files) > 1:
            yield imported(part, f"**{part.name}/**")
        for path in files:
            yield imported(path, f"{part.name}/{path.name}")


def main() -> None:
    """Write the table to a file, or print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with one folder an export")
    parser.add_argument("--out", type=Path, help="the Markdown file to write (default: print)")
    arguments = parser.parse_args()
    text = _HEAD + "".join(f"{line}\n" for line in lines(arguments.folder))
    if arguments.out is None:
        print(text, end="")
    else:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
