"""What an import read, what it could not read and why: nothing is dropped without a line here."""

from __future__ import annotations

from dataclasses import dataclass

from models.quality import Finding


@dataclass(frozen=True)
class Quarantined:
    """A row that was set aside: the file, the line in it (1 is the header; 0 where unknown), and the reason."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class ImportSummary:
    """The files that were read (names, not paths), the source's name, and everything worth telling the user.

    `quarantined` lists the rows set aside; `notes` are full sentences (zones, files that were not used);
    `findings` are faults that the log itself does not show; `robots` the people that look like automation;
    `timezone` is the IANA name that times without a zone were read in.
    """

    source: str
    files: tuple[str, ...]
    rows: int
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    robots: tuple[str, ...] = ()
    timezone: str = "UTC"

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows were set aside for each reason, the most frequent first."""
        counts: dict[str, int] = {}
        for row in self.quarantined:
            counts[row.reason] = counts.get(row.reason, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
