"""Reports as they come: a usual one with every block, one with nothing in it, and one with all that breaks pages."""

import struct
import zlib
from datetime import date, datetime

from models.export_table import ExportColumn, ExportTable, ValueKind
from models.report import (
    Bullets,
    Figure,
    Figures,
    Finding,
    Heading,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
    Tone,
)

DAY = date(2026, 11, 30)
ACCENT = "#2563eb"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
ODD_NAMES = (
    "名前 太郎",
    "שלום עולם",
    "مرحبا بالعالم",
    "🦊 Fox & Söhne",
    "=1+1",
    "a\x00b\x0bc",
    "<b>#strong[x]</b> *$@",
    "",
)


def png(width: int, height: int) -> bytes:
    """A grey picture of this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = (b"\x00" + b"\xcc" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    end = chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + end


def a_picture(width: int = 900, height: int = 300) -> Picture:
    """A drawing of one box, as large as wanted."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect x="5" y="5" width="{width - 10}" height="{height - 10}" fill="none" stroke="#5b6780"/></svg>'
    )
    return Picture(
        svg.encode(),
        png(2 * width, 2 * height),
        width,
        height,
        "The map: Discovery is passed by.",
        "2,010 deals",
    )


def a_finding() -> Finding:
    """A finding with everything it can have."""
    return Finding(
        headline="Team North leaves out Discovery",
        kind="A team's reading",
        confidence="Likely",
        sentence="Discovery is skipped in 88 % of the deals of North that reached Proposal (95 % interval 84–91 %, "
        "n = 312), in 21 % of those of the other teams.",
        evidence=(
            "The gap to the other teams is 67 points; among 1,000 shufflings of reps over teams none was as large.",
            "Seven of eight reps of North skip it more often than the median of all reps.",
        ),
        against=(
            "Calls are logged for 41 % of North's deals only, so that some conversations may be missing.",
        ),
        effect="Deals that skip it are won 9 points less often (95 % interval −15 to −3, q = 0.02), among like deals. "
        "This is an association.",
        advice="Ask North what it understands by Discovery, and agree on the evidence that ends the stage.",
        figures=(
            Figure("Skipped in North", "88 %", "84–91 %", "n = 312"),
            Figure("Skipped elsewhere", "21 %", "18–24 %", "n = 801"),
            Figure("Won, difference", "−9 points", "−15 to −3", "q = 0.02"),
        ),
    )


def teams(rows: int = 4) -> ExportTable:
    """A table of every kind of column."""
    names = tuple(f"Team {number}" for number in range(1, rows + 1))
    return ExportTable(
        "Teams",
        (
            ExportColumn("Team", names),
            ExportColumn("Deals", tuple(300 + 7 * row for row in range(rows)), ValueKind.COUNT),
            ExportColumn("Skips Discovery", tuple((row % 50) / 60 for row in range(rows)), ValueKind.SHARE),
            ExportColumn("Cycle, days", tuple(30.5 + row for row in range(rows)), ValueKind.DAYS),
            ExportColumn("Won amount, EUR", tuple(1_250_000.0 + row for row in range(rows)), ValueKind.MONEY),
            ExportColumn("Last deal", tuple(datetime(2026, 3, 3, 14, 5) for _ in names), ValueKind.TIME),
            ExportColumn("Remark", tuple(None if row % 2 else "Follows the process" for row in range(rows))),
        ),
    )


def a_report() -> Report:
    """What a consultant would hand over."""
    sections = (
        Section(
            "summary",
            "Summary",
            (
                Paragraph(
                    "Two of three deals depart from the documented process; one departure matters.", Tone.LEAD
                ),
                Figures(
                    (
                        Figure("Deals", "2,010", "", "January 2025 to March 2026"),
                        Figure("Follow the process", "34 %", "32–36 %", "n = 1,720"),
                        Figure("Won", "24 %", "22–26 %", "of 1,640 closed"),
                        Figure("Cycle, median", "52 days", "49–55 days"),
                    )
                ),
                Bullets(("Discovery is skipped by one team.", "Legal comes late in every fifth deal.")),
            ),
        ),
        Section("map", "The process as it is", (Paragraph("Orange departs."), a_picture()), on_new_page=True),
        Section("findings", "What matters", (a_finding(),), on_new_page=True),
        Section("teams", "Teams", (Table(teams(), "Teams of under five people are left out."),)),
        Section(
            "method",
            "Method and limits",
            (
                Heading("How it is counted"),
                Bullets(("Read the export.", "Align every path."), numbered=True),
                Paragraph("Intervals are Wilson's.", Tone.SMALL),
            ),
        ),
    )
    return Report(
        "Where sales departs from its process",
        "Acme GmbH · 2,010 deals",
        "Jo Consultant",
        DAY,
        "en",
        sections,
        ACCENT,
        png(120, 40),
        small_print="People are named by stand-ins. Made with Lanekeeper.",
    )


def an_empty_report() -> Report:
    """A report of nothing."""
    return Report("", "", "", DAY, "en", (), ACCENT)


def a_hard_report() -> Report:
    """Long tables, long words, other scripts, and characters that no file can hold."""
    odd = ExportTable(
        LONG_WORD,
        (
            ExportColumn("Name\x01", ODD_NAMES),
            ExportColumn(LONG_WORD, tuple(range(len(ODD_NAMES))), ValueKind.COUNT),
            ExportColumn("Long", tuple(LONG_WORD for _ in ODD_NAMES)),
            ExportColumn("", tuple(float("nan") for _ in ODD_NAMES), ValueKind.SHARE),
        ),
    )
    wide = ExportTable(
        "Wide",
        tuple(
            ExportColumn(f"A rather long heading, {number}", (1_234_567.0 * number, None), ValueKind.MONEY)
            for number in range(16)
        ),
    )
    long_finding = Finding(
        headline=" ".join(ODD_NAMES) + " " + LONG_WORD,
        kind=LONG_WORD,
        confidence="Cannot tell",
        sentence="A sentence that goes on and on. " * 25,
        evidence=tuple(f"Evidence {number}: " + "word " * 60 for number in range(12)),
        against=(LONG_WORD,),
        figures=tuple(Figure(LONG_WORD, LONG_WORD, LONG_WORD, LONG_WORD) for _ in range(9)),
    )
    sections = (
        Section("none", "", ()),
        Section("long", LONG_WORD, (Paragraph("\n".join(ODD_NAMES)), Table(teams(500)), Paragraph(""))),
        Section("odd", "Odd\x0cnames", (Table(odd), Table(wide), Table(ExportTable("No columns", ())))),
        Section("finding", "A long one", (long_finding, Figures(()), Bullets(()), Bullets((LONG_WORD,)))),
        Section("map", "Large drawings", (a_picture(3000, 400), a_picture(300, 2000), a_picture(20, 20))),
    )
    return Report(
        LONG_WORD, "\n".join(ODD_NAMES), "", DAY, "de", sections, ACCENT, small_print="Small. " * 60
    )
