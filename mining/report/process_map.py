"""The process map of a report: the deals against the documented process, and the departures it shows, in words."""

from __future__ import annotations

import struct
from dataclasses import replace

from mining.discovery.pictures import picture
from mining.export.names_in_words import without_names
from mining.number_format import number
from mining.report.gathered import Gathered
from mining.wording import rate_with_interval, title
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.process_map import EdgeKind, NodeKind, ProcessMap
from models.report import Block, Paragraph, Picture, Table, Tone
from models.report_template import ReportTemplate
from resources.translation import tr, tr_n

_MOST_ROWS = 15


def map_section(found: Gathered, template: ReportTemplate) -> tuple[Block, ...]:
    """How it is read, the map, and the departures it shows as a table."""
    blocks: list[Block] = [Paragraph(_how_to_read(found.view.map.documented), Tone.LEAD)]
    blocks.append(found.derived(_named if template.with_names else _nameless))
    if found.view.rows:
        blocks.append(_departures(found))
    return tuple(blocks)


def _named(found: Gathered) -> Picture:
    return _drawn(found.view.map, found)


def _nameless(found: Gathered) -> Picture:
    """The map with nothing in it that is called like a person."""
    shown = found.view.map
    nodes = tuple(replace(node, label=without_names(node.label, found.names)) for node in shown.nodes)
    return _drawn(replace(shown, nodes=nodes), found)


def _drawn(shown: ProcessMap, found: Gathered) -> Picture:
    svg, png = (picture(shown, kind, all_cases=found.log.n_cases) for kind in ("svg", "png"))
    width, height = struct.unpack(">II", png[16:24])  # of the header of every PNG
    return Picture(svg, png, width // 2, height // 2, _alt(shown))


def _how_to_read(documented: bool) -> str:
    if documented:
        return tr(
            "The documented stages stand in a line, from the start to the end. A line is as thick as deals take it; "
            "orange is what the process does not document, dashed what it documents and no deal takes."
        )
    return tr(
        "What most deals do stands in a line, from the start to the end. A line is as thick as deals take it."
    )


def _alt(shown: ProcessMap) -> str:
    """What the map shows, for those who do not see it: the stages, and the busiest departures."""
    stages = [node.label for node in shown.nodes if node.kind is NodeKind.DOCUMENTED] or [
        node.label for node in shown.nodes if node.on_spine
    ]
    names = {node.key: node.label for node in shown.nodes}
    odd = [edge for edge in shown.edges if edge.kind is EdgeKind.DEVIATION][:3]
    told = tr(
        "Process map of {deals}: {stages}.",
        deals=tr_n("{count} deal", "{count} deals", shown.cases, count=number(shown.cases)),
        stages=", ".join(stages),
    )
    if not odd:
        return told
    ways = "; ".join(
        tr(
            "from {source} to {target} ({count})",
            source=names[edge.source],
            target=names[edge.target],
            count=number(edge.cases),
        )
        for edge in odd
    )
    return told + " " + tr("The most frequent ways that are not documented: {ways}.", ways=ways)


def _departures(found: Gathered) -> Table:
    rows = found.view.rows[:_MOST_ROWS]
    ends = found.analysis.conformance.ends if found.analysis.conformance is not None else ()
    columns = (
        ExportColumn(tr("Departure"), tuple(title(row.key, ends) for row in rows)),
        ExportColumn(tr("Deals"), tuple(row.cases for row in rows), ValueKind.COUNT),
        ExportColumn(tr("Of"), tuple(row.eligible for row in rows), ValueKind.COUNT),
        ExportColumn(tr("Share, 95 % interval"), tuple(rate_with_interval(row) for row in rows)),
    )
    note = tr(
        "“Of” counts the deals that could show it: a skipped stage, for example, only those that got past it."
    )
    left = len(found.view.rows) - len(rows)
    if left:
        note += " " + tr_n(
            "{count} rarer kind of departure is not listed.",
            "{count} rarer kinds of departure are not listed.",
            left,
            count=number(left),
        )
    return Table(ExportTable(tr("Departures from the process"), columns), note)
