"""The process map as plain data for scripts: `lanekeeper.discover/1`."""

from __future__ import annotations

from typing import Any

from models.process_map import MapEdge, MapNode, ProcessMap

FORMAT = "lanekeeper.discover/1"


def map_json(found: ProcessMap) -> dict[str, Any]:
    """The map as JSON values; unknown numbers are null, times are in days, shares and rates 0 to 1.

    Fields may be added in later versions of the format, none is removed.
    """
    return {
        "format": FORMAT,
        "cases": found.cases,
        "documented": found.documented,
        "nodes": [_node(node) for node in found.nodes],
        "edges": [_edge(edge) for edge in found.edges],
    }


def _node(node: MapNode) -> dict[str, Any]:
    deviation = node.deviation
    return {
        "key": node.key,
        "label": node.label,
        "kind": node.kind.value,
        "on_spine": node.on_spine,
        "cases": node.cases,
        "events": node.events,
        "median_days_until_next": node.dwell_days,
        "skipped": node.skipped,
        "deviation": {"type": deviation.type.value, "stage": deviation.stage} if deviation else None,
    }


def _edge(edge: MapEdge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind.value,
        "cases": edge.cases,
        "events": edge.events,
        "share": edge.share,
        "median_days": edge.median_days,
        "p90_days": edge.p90_days,
        "win_rate": edge.win_rate,
        "win_rate_others": edge.win_rate_others,
        "won": edge.won,
        "closed": edge.closed,
        "won_others": edge.won_others,
        "closed_others": edge.closed_others,
    }
