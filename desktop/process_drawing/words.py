"""The sentences and numbers that the process map shows of its stages and paths."""

from __future__ import annotations

from enum import StrEnum

from mining.discovery.map_shape import short_days
from mining.number_format import date, day_and_time, days, number, percent, plural
from mining.replay.playback import Playback
from models.case_table import DAY
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap


class Labelling(StrEnum):
    """What stands on the lines."""

    DEALS = "Number of deals"
    SHARE = "Share of deals"
    TIME = "Median time"
    SLOW = "90th percentile time"


def edge_label(edge: MapEdge, labelling: Labelling) -> str:
    """What stands on a line; nothing where nobody goes."""
    if edge.kind is EdgeKind.NOT_TAKEN or edge.cases == 0:
        return ""
    if labelling is Labelling.SHARE:
        return percent(edge.share)
    if labelling is Labelling.SLOW:
        return short_days(edge.p90_days, edge.day_hours)
    return short_days(edge.median_days, edge.day_hours) if labelling is Labelling.TIME else number(edge.cases)


def edge_story(edge: MapEdge, source: MapNode, target: MapNode) -> str:
    """How many go this way, how they end and how long it takes, in one or two sentences."""
    if edge.kind is EdgeKind.NOT_TAKEN or edge.cases == 0:
        return f"The process documents the way {_way(source, target)}, but no deal takes it."
    leaving = round(edge.cases / edge.share) if edge.share else edge.cases
    of = f"{number(edge.cases)} of {plural(leaving, 'deal')} ({percent(edge.share)})"
    story = f"{of} {_verb(source, target)}"
    if edge.win_rate is not None and target.kind is not NodeKind.END:
        story += f"; they win {percent(edge.win_rate)} of the time"
        if edge.win_rate_others is not None:
            story += f", the others {percent(edge.win_rate_others)}"
    story += "."
    if edge.median_days is not None:
        story += f" Median {days(edge.median_days, edge.day_hours)}."
    if edge.kind is EdgeKind.DEVIATION:
        story += " The process does not document this way."
    return story


def node_story(node: MapNode, total: int) -> str:
    """How many reach a stage, how long they stay and whether it is documented."""
    if node.kind is NodeKind.START:
        return f"{plural(total, 'deal')} begin here."
    if node.kind is NodeKind.END:
        return f"{plural(node.cases, 'deal')} end here."
    if node.cases == 0:
        return f"{node.label} is documented, but none of the {plural(total, 'deal')} ever reached it."
    story = f"{number(node.cases)} of {plural(total, 'deal')} ({percent(node.cases / max(total, 1))}) reach "
    story += f"{node.label}"
    if node.dwell_days is not None:
        story += f" and move on after {days(node.dwell_days, node.day_hours)} (median)"
    story += "."
    if node.kind is NodeKind.UNDOCUMENTED:
        story += " The process does not document it."
    if node.skipped:
        story += f" {percent(node.skipped)} of the deals that got past it skipped it."
    return story


def hidden_words(whole: ProcessMap, shown: ProcessMap) -> str:
    """What the sliders hide: `2 rare activities and 3 rare paths hidden (1.2 % of steps)`."""
    kept = {node.key for node in shown.nodes}
    activities = sum(node.key not in kept for node in whole.nodes)
    ways = {(edge.source, edge.target) for edge in shown.edges}
    gone = [edge for edge in whole.edges if (edge.source, edge.target) not in ways]
    steps = sum(edge.events for edge in whole.edges)
    parts = []
    if activities:
        parts.append(f"{number(activities)} rare {'activity' if activities == 1 else 'activities'}")
    if gone:
        parts.append(f"{number(len(gone))} rare {'path' if len(gone) == 1 else 'paths'}")
    if not parts:
        return "Nothing is hidden."
    share = sum(edge.events for edge in gone) / steps if steps else 0.0
    return f"{' and '.join(parts)} hidden ({_fine_percent(share)} of steps)."


def moment_words(moment: int, common_start: bool, span: int) -> str:
    """When it is in a replay of `span` microseconds: a day, and where all begin together the number of days since."""
    short = span < 3 * DAY
    if common_start:
        passed = max(moment, 0)
        return f"Hour {passed * 24 // DAY}" if short else f"Day {number(passed // DAY)}"
    return day_and_time(moment) if short else date(moment)


def replay_words(playback: Playback, moment: int, unseen: int) -> str:
    """How many deals are on their way, and what of them is not to be seen."""
    words = f"{number(playback.on_their_way(moment))} of {plural(playback.tracks.deals, 'deal')} on their way"
    if unseen:
        words += f", {number(unseen * playback.deals_a_dot)} on hidden paths"
    if playback.deals_a_dot > 1:
        words += f" (a dot for every {playback.deals_a_dot} deals)"
    return words


def _fine_percent(share: float) -> str:
    return f"{share * 100:.1f}\u00a0%" if 0.0005 <= share < 0.1 else percent(share)


def title_of(source: MapNode, target: MapNode) -> str:
    """The name of a path: `Discovery → Demo`."""
    return f"{source.label} → {target.label}"


def _way(source: MapNode, target: MapNode) -> str:
    return f"from {source.label} to {target.label}"


def _verb(source: MapNode, target: MapNode) -> str:
    if source.kind is NodeKind.START:
        return f"begin with {target.label}"
    if target.kind is NodeKind.END:
        return f"end after {source.label}"
    if source.key == target.key:
        return f"repeat {source.label}"
    return f"go from {source.label} straight to {target.label}"
