"""The sentences and numbers that the process map shows of its stages and paths."""

from __future__ import annotations

from enum import StrEnum

from mining.discovery.map_shape import short_days
from mining.number_format import date, day_and_time, days, decimal, number, percent, plural
from mining.replay.playback import Playback
from models.case_table import DAY
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap
from resources.translation import tr, tr_n


class Labelling(StrEnum):
    """What stands on the lines."""

    DEALS = "deals"
    SHARE = "share"
    TIME = "time"
    SLOW = "slow"


LABELLINGS = {
    Labelling.DEALS: tr("Number of deals"),
    Labelling.SHARE: tr("Share of deals"),
    Labelling.TIME: tr("Median time"),
    Labelling.SLOW: tr("90th percentile time"),
}
"""What they are called where one is chosen."""


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
        return tr("The process documents the way {way}, but no deal takes it.", way=_way(source, target))
    leaving = round(edge.cases / edge.share) if edge.share else edge.cases
    of = tr(
        "{cases} of {deals} ({share})",
        cases=number(edge.cases),
        deals=plural(leaving, "deal"),
        share=percent(edge.share),
    )
    story = f"{of} {_verb(source, target)}"
    if edge.win_rate is not None and target.kind is not NodeKind.END:
        story += "; " + (
            tr("they win {share} of the time", share=percent(edge.win_rate))
            if edge.win_rate_others is None
            else tr(
                "they win {share} of the time, the others {others}",
                share=percent(edge.win_rate),
                others=percent(edge.win_rate_others),
            )
        )
    story += "."
    if edge.median_days is not None:
        story += " " + tr("Median {time}.", time=days(edge.median_days, edge.day_hours))
    if edge.kind is EdgeKind.DEVIATION:
        story += " " + tr("The process does not document this way.")
    return story


def node_story(node: MapNode, total: int) -> str:
    """How many reach a stage, how long they stay and whether it is documented."""
    if node.kind is NodeKind.START:
        return tr("{deals} begin here.", deals=plural(total, "deal"))
    if node.kind is NodeKind.END:
        return tr("{deals} end here.", deals=plural(node.cases, "deal"))
    if node.cases == 0:
        return tr(
            "{label} is documented, but none of the {deals} ever reached it.",
            label=node.label,
            deals=plural(total, "deal"),
        )
    reached = {
        "cases": number(node.cases),
        "deals": plural(total, "deal"),
        "share": percent(node.cases / max(total, 1)),
        "label": node.label,
    }
    story = (
        tr("{cases} of {deals} ({share}) reach {label}.", **reached)
        if node.dwell_days is None
        else tr(
            "{cases} of {deals} ({share}) reach {label} and move on after {time} (median).",
            **reached,
            time=days(node.dwell_days, node.day_hours),
        )
    )
    if node.kind is NodeKind.UNDOCUMENTED:
        story += " " + tr("The process does not document it.")
    if node.skipped:
        story += " " + tr("{share} of the deals that got past it skipped it.", share=percent(node.skipped))
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
        parts.append(
            tr_n(
                "{count} rare activity",
                "{count} rare activities",
                activities,
                count=number(activities),
            )
        )
    if gone:
        parts.append(tr_n("{count} rare path", "{count} rare paths", len(gone), count=number(len(gone))))
    if not parts:
        return tr("Nothing is hidden.")
    share = sum(edge.events for edge in gone) / steps if steps else 0.0
    return tr(
        "{parts} hidden ({share} of steps).",
        parts=tr(" and ").join(parts),
        share=_fine_percent(share),
    )


def moment_words(moment: int, common_start: bool, span: int) -> str:
    """When it is in a replay of `span` microseconds: a day, and where all begin together the number of days since."""
    short = span < 3 * DAY
    if common_start:
        passed = max(moment, 0)
        return (
            tr("Hour {hour}", hour=passed * 24 // DAY)
            if short
            else tr("Day {day}", day=number(passed // DAY))
        )
    return day_and_time(moment) if short else date(moment)


def replay_words(playback: Playback, moment: int, unseen: int) -> str:
    """How many deals are on their way, and what of them is not to be seen."""
    words = tr(
        "{count} of {deals} on their way",
        count=number(playback.on_their_way(moment)),
        deals=plural(playback.tracks.deals, "deal"),
    )
    if unseen:
        words += ", " + tr("{unseen} on hidden paths", unseen=number(unseen * playback.deals_a_dot))
    if playback.deals_a_dot > 1:
        words += " " + tr("(a dot for every {deals_a_dot} deals)", deals_a_dot=playback.deals_a_dot)
    return words


def _fine_percent(share: float) -> str:
    return f"{decimal(share * 100)}\u00a0%" if 0.0005 <= share < 0.1 else percent(share)


def title_of(source: MapNode, target: MapNode) -> str:
    """The name of a path: `Discovery → Demo`."""
    return f"{source.label} → {target.label}"


def _way(source: MapNode, target: MapNode) -> str:
    return tr("from {source} to {target}", source=source.label, target=target.label)


def _verb(source: MapNode, target: MapNode) -> str:
    if source.kind is NodeKind.START:
        return tr("begin with {label}", label=target.label)
    if target.kind is NodeKind.END:
        return tr("end after {label}", label=source.label)
    if source.key == target.key:
        return tr("repeat {label}", label=source.label)
    return tr("go from {source} straight to {target}", source=source.label, target=target.label)
