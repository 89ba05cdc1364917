"""What is drawn of a process map, and the words that stand beside it."""

from dataclasses import replace

from desktop.map.graph import EdgeStyle, NodeStyle
from desktop.process_drawing.drawing import drawn_graph
from desktop.process_drawing.words import Labelling, edge_story, hidden_words, node_story
from desktop.screens.process_map.facts import about_edge, about_map, about_node
from mining.discovery.map_shape import short_days
from models.process_map import NodeKind
from tests.desktop.map.sample import a_map


def test_that_times_on_labels_are_short() -> None:
    assert [short_days(value) for value in (None, 0.02, 0.5, 6.2, 7.0, 41.6)] == [
        "", "29\u00a0min", "12\u00a0h", "6.2\u00a0d", "7\u00a0d", "42\u00a0d",
    ]  # fmt: skip


def test_that_the_steps_along_the_spine_are_marked_and_ways_back_are_free() -> None:
    edges = {edge.key: edge for edge in drawn_graph(a_map(), True, Labelling.DEALS).edges}
    assert edges["Lead", "Qualified"].on_spine
    assert not edges["Discovery", "Demo"].on_spine
    assert not edges["Demo", "Discovery"].constraint
    assert edges["Lead", "Demo"].constraint


def test_that_other_ends_stand_beside_the_last_stage_of_a_documented_process_only() -> None:
    lost = drawn_graph(a_map(), True, Labelling.DEALS).node("Lost")
    assert lost is not None
    assert lost.beside == "Won"
    free = drawn_graph(replace(a_map(), documented=False), False, Labelling.DEALS).node("Lost")
    assert free is not None
    assert free.beside is None


def test_that_the_widest_line_is_the_most_frequent() -> None:
    edges = drawn_graph(a_map(), True, Labelling.DEALS).edges
    assert max(edges, key=lambda edge: edge.width).key == ("Start", "Lead")
    assert max(edge.width for edge in edges) == 6.5
    untaken = [edge for edge in edges if edge.style is EdgeStyle.NOT_TAKEN]
    assert [edge.label for edge in untaken] == ["", ""]


def test_that_a_small_share_of_skips_has_no_badge() -> None:
    shown = a_map()
    nodes = tuple(replace(n, skipped=0.04) if n.label == "Demo" else n for n in shown.nodes)
    demo = drawn_graph(replace(shown, nodes=nodes), True, Labelling.DEALS).node("Demo")
    assert demo is not None
    assert demo.badge == ""
    assert demo.style is NodeStyle.SPINE


def test_that_untaken_and_unreached_say_so() -> None:
    shown = a_map()
    nodes = {node.key: node for node in shown.nodes}
    edge = next(e for e in shown.edges if e.target == "Security review")
    assert edge_story(edge, nodes["Discovery"], nodes["Security review"]) == (
        "The process documents the way from Discovery to Security review, but no deal takes it."
    )
    assert node_story(nodes["Security review"], 812).endswith("none of the 812\u00a0deals ever reached it.")
    assert about_edge(edge, shown, True).button == ""


def test_that_what_is_hidden_is_counted_in_steps() -> None:
    whole = a_map()
    rare = min((edge for edge in whole.edges if edge.events), key=lambda edge: edge.events)
    shown = replace(whole, edges=tuple(edge for edge in whole.edges if edge is not rare))
    steps = sum(edge.events for edge in whole.edges)
    share = f"{33 / steps * 100:.1f}"
    assert hidden_words(whole, shown) == f"1 rare path hidden ({share}\u00a0% of steps)."
    assert hidden_words(whole, whole) == "Nothing is hidden."


def test_that_the_panel_counts_and_links() -> None:
    shown = a_map()
    nodes = {node.key: node for node in shown.nodes}
    odd = about_node(nodes["Discount approval"], shown, (), True)
    assert odd.mark == "not documented"
    assert dict(odd.numbers)["Deals"] == "92"
    assert [link.target for _, links in odd.links for link in links] == [
        ("Discount approval", "Negotiation"), ("Proposal", "Discount approval"),
    ]  # fmt: skip
    assert about_node(nodes["Discount approval"], shown, (), False).button == ""
    assert about_map(shown, True).links[0][1][0].target == ("Discovery", "Demo")
    assert all(link.odd for link in about_map(shown, True).links[0][1])
    assert not any(link.odd for link in about_map(shown, False).links[0][1])
    start = next(node for node in shown.nodes if node.kind is NodeKind.START)
    assert about_node(start, shown, (), True).numbers == ()


def test_that_the_panel_says_how_sure_the_win_rates_are() -> None:
    shown = a_map()
    edge = next(e for e in shown.edges if (e.source, e.target) == ("Lead", "Demo"))
    assert about_edge(edge, shown, True).numbers[2:8] == (
        ("Won, of 100 closed", "21\u00a0%"),
        ("95\u00a0% interval", "14–30\u00a0%"),
        ("Others won, of 200", "34\u00a0%"),
        ("95\u00a0% interval", "28–41\u00a0%"),
        ("Difference", "−13\u00a0points"),
        ("95\u00a0% interval", "−23 to −2"),
    )
    untold = about_edge(replace(edge, won=0, closed=0), shown, True).numbers
    assert dict(untold)["Won, of 0 closed"] == "–"
    assert "Difference" not in dict(untold)


def test_that_a_path_to_the_end_has_no_last_label() -> None:
    shown = a_map()
    edge = next(e for e in shown.edges if (e.source, e.target) == ("Won", "End"))
    assert about_edge(edge, shown, True).path == ("Won", None)
