"""A small sales process as a map, written by hand, and a large messy one."""

from models.deviation import DeviationKey, DeviationType
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap

_STAGES = {
    "Lead": 812, "Qualified": 640, "Discovery": 503, "Security review": 0, "Demo": 435, "Proposal": 499,
    "Negotiation": 319, "Contract": 248, "Won": 188,
}  # fmt: skip
_WAYS = (
    ("Start", "Lead", 812), ("Lead", "Qualified", 640), ("Qualified", "Discovery", 455),
    ("Demo", "Proposal", 388), ("Proposal", "Negotiation", 231), ("Negotiation", "Contract", 210),
    ("Contract", "Won", 188), ("Won", "End", 188), ("Lost", "End", 624), ("Lead", "Lost", 172),
    ("Qualified", "Lost", 140), ("Proposal", "Lost", 177), ("Negotiation", "Lost", 84), ("Demo", "Demo", 75),
)  # fmt: skip
_ODD_WAYS = (
    ("Discovery", "Demo", 402), ("Demo", "Discovery", 48), ("Lead", "Demo", 33), ("Qualified", "Proposal", 45),
    ("Proposal", "Discount approval", 92), ("Discount approval", "Negotiation", 88),
    ("Proposal", "Contract", 38), ("Negotiation", "Proposal", 66),
)  # fmt: skip
_NOT_TAKEN = (("Discovery", "Security review"), ("Security review", "Demo"))


def a_map() -> ProcessMap:
    """Nine documented stages of which one is never reached, one undocumented, and 24 paths."""
    nodes = [MapNode("Start", "Start", NodeKind.START, 812, 812, True)]
    for stage, cases in _STAGES.items():
        skipped = 1.0 if cases == 0 else None
        key = DeviationKey(DeviationType.SKIPPED, stage) if skipped else None
        dwell = 7.2 if cases else None
        nodes.append(MapNode(stage, stage, NodeKind.DOCUMENTED, cases, cases, True, dwell, skipped, key))
    odd = DeviationKey(DeviationType.UNDOCUMENTED, "Discount approval")
    nodes.insert(
        7,
        MapNode(
            "Discount approval", "Discount approval", NodeKind.UNDOCUMENTED, 92, 94, False, 5.2, None, odd
        ),
    )
    nodes.append(MapNode("Lost", "Lost", NodeKind.DOCUMENTED, 573, 573, False))
    nodes.append(MapNode("End", "End", NodeKind.END, 812, 812, True))
    edges = [_edge(*way, EdgeKind.CONFORMING) for way in _WAYS]
    edges += [_edge(*way, EdgeKind.DEVIATION) for way in _ODD_WAYS]
    edges += [_edge(*way, 0, EdgeKind.NOT_TAKEN) for way in _NOT_TAKEN]
    edges.sort(key=lambda edge: -edge.cases)
    return ProcessMap(tuple(nodes), tuple(edges), 812)


def a_messy_map(activities: int = 25) -> ProcessMap:
    """Many activities of which every third is undocumented, each with several ways on and back."""
    names = [f"Activity {chr(65 + i)} with a name" for i in range(activities)]
    nodes = [MapNode("Start", "Start", NodeKind.START, 4000, 4000, True)]
    for i, name in enumerate(names):
        odd = i % 3 == 2
        kind = NodeKind.UNDOCUMENTED if odd else NodeKind.DOCUMENTED
        nodes.append(MapNode(name, name, kind, 4000 - 150 * i, 4100 - 150 * i, not odd, 0.5 + i))
    nodes.append(MapNode("End", "End", NodeKind.END, 4000, 4000, True))
    edges = [
        _edge("Start", names[0], 4000, EdgeKind.CONFORMING),
        _edge(names[-1], "End", 400, EdgeKind.CONFORMING),
    ]
    for i, name in enumerate(names):
        for k, step in enumerate((1, 2, 5, -3)):
            if 0 <= i + step < activities and (k < 2 or i % 3 == k % 3):
                documented = not (nodes[i + 1].kind is NodeKind.UNDOCUMENTED or step not in (1, 2))
                kind = EdgeKind.CONFORMING if documented else EdgeKind.DEVIATION
                edges.append(_edge(name, names[i + step], (2500 - 90 * i) // (1 + 3 * k), kind))
    edges.sort(key=lambda edge: -edge.cases)
    return ProcessMap(tuple(nodes), tuple(edges), 4000)


def _edge(source: str, target: str, cases: int, kind: EdgeKind) -> MapEdge:
    total = {**_STAGES, "Start": 812, "Lost": 624, "Discount approval": 92}.get(source, 4000) or 1
    days = None if source == "Start" or target == "End" or not cases else 6.2
    rates = (0.21, 0.34, 21, 100, 68, 200) if cases else ()
    p90 = None if days is None else 21.0
    return MapEdge(source, target, kind, cases, cases, cases / total, days, p90, *rates)
