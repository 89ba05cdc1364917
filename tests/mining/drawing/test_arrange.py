"""Where shapes and flows are drawn: apart, on the borders, the main way straight, and the same every time."""

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from mining import pm4py_bridge as bridge
from mining.drawing.arrange import MARGIN, arranged, relabelled
from mining.drawing.borders import border_point
from mining.drawing.net_graph import net_graph
from mining.drawing.process_graph import process_graph
from mining.drawing.tree_graph import tree_bpmn, tree_graph
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from models.errors import Cancelled
from models.model_drawing import ModelDrawing, ShapeBox
from models.model_graph import ModelFlow, ModelGraph, ModelShape, Notation, ShapeKind
from models.petri_net import PetriNet, Transition
from tests.mining.drawing.trees import trees

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
NOTATIONS = {
    Notation.BPMN: lambda tree: tree_bpmn(tree, "T"),
    Notation.NET: lambda tree: net_graph(bridge.tree_to_net(tree)),
    Notation.TREE: lambda tree: tree_graph(tree, "T"),
}


def apart(one: ShapeBox, other: ShapeBox) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return beside or one.bottom <= other.top or other.bottom <= one.top


def check_drawing(drawing: ModelDrawing) -> None:
    """Nothing overlaps, every flow ends on the borders of its shapes, and all of it lies within the drawing."""
    graph, kinds = drawing.graph, {shape.key: shape.kind for shape in drawing.graph.shapes}
    assert all(apart(one, other) for one, other in combinations([*drawing.boxes.values(), *drawing.notes], 2))
    for flow, way, path in zip(graph.flows, drawing.waypoints, drawing.paths, strict=True):
        assert len(way) >= 2
        assert (way[0], way[-1]) == (path[0], path[-1])
        assert len(path) % 3 == 1
        for key, point in ((flow.source, way[0]), (flow.target, way[-1])):
            at = border_point(drawing.boxes[key], kinds[key], point)
            assert at == pytest.approx(point, abs=0.01)
    boxes = [*drawing.boxes.values(), *drawing.notes]
    assert min(box.left for box in boxes) >= MARGIN - 0.01
    assert min(box.top for box in boxes) >= MARGIN - 0.01
    assert max(box.right for box in boxes) <= drawing.size[0] - MARGIN + 0.01
    assert max(box.bottom for box in boxes) <= drawing.size[1] - MARGIN + 0.01


@pytest.mark.parametrize("notation", Notation)
@some
@given(tree=trees())
def test_that_nothing_overlaps_and_every_flow_ends_on_its_shapes(notation, tree):
    check_drawing(arranged(NOTATIONS[notation](tree)))


@some
@given(trees())
def test_that_flows_of_bpmn_pass_no_shape_but_their_own(tree):
    drawing = arranged(tree_bpmn(tree, "T"))
    for flow, way in zip(drawing.graph.flows, drawing.waypoints, strict=True):
        others = [box for key, box in drawing.boxes.items() if key not in (flow.source, flow.target)]
        for (x, y), (to_x, to_y) in pairwise(way):
            for box in others:
                beside = max(x, to_x) < box.left or min(x, to_x) > box.right
                assert beside or max(y, to_y) < box.top or min(y, to_y) > box.bottom


@some
@given(trees())
def test_that_the_main_way_is_one_straight_line_from_start_to_end(tree):
    drawing = arranged(tree_bpmn(tree, "T"))
    main = [shape.key for shape in drawing.graph.shapes if shape.main]
    assert len({round(drawing.boxes[key].y, 3) for key in main}) == 1
    first, last = (drawing.boxes[key] for key in ("start", "end"))
    assert first.x == min(box.x for box in drawing.boxes.values())
    assert last.x == max(box.x for box in drawing.boxes.values())


@some
@given(trees())
def test_that_children_of_a_tree_stand_from_left_to_right_below_their_parent(tree):
    drawing = arranged(tree_graph(tree, "T"))
    below: dict[str, list[ShapeBox]] = {}
    for flow in drawing.graph.flows:
        below.setdefault(flow.source, []).append(drawing.boxes[flow.target])
    for parent, children in below.items():
        assert [box.x for box in children] == sorted(box.x for box in children)
        assert all(box.top > drawing.boxes[parent].bottom for box in children)


@pytest.mark.parametrize("notation", Notation)
@settings(max_examples=5, deadline=None)
@given(tree=trees())
def test_that_the_same_model_is_drawn_the_same_every_time(notation, tree):
    graph = NOTATIONS[notation](tree)
    assert arranged(graph) == arranged(graph)


def test_that_a_choice_is_drawn_with_one_branch_straight_and_one_below_or_above():
    process = parse_yaml("process: {name: P}\nflow: [choice: [{flow: [A]}, {flow: [B]}]]", "p.yaml")
    drawing = arranged(process_graph(process))
    y = {key: box.y for key, box in drawing.boxes.items()}
    assert y["start"] == y["choice"] == y["task:A"] == y["choice (2)"] == y["end"]
    assert abs(y["task:B"] - y["task:A"]) > 54
    ways = {(f.source, f.target): way for f, way in zip(drawing.graph.flows, drawing.waypoints, strict=True)}
    straight = ways["choice", "task:A"]
    gate, task = drawing.boxes["choice"], drawing.boxes["task:A"]
    assert straight == ((gate.right, gate.y), (task.left, task.y))
    bent, other = ways["choice", "task:B"], drawing.boxes["task:B"]
    corner = gate.bottom if other.y > gate.y else gate.top
    assert bent == ((gate.x, corner), (gate.x, other.y), (other.left, other.y))


def test_that_a_way_back_leads_to_the_left_in_a_lane_of_its_own():
    process = parse_yaml("process: {name: P}\nflow: [A, B, {stage: C, back_to: [B]}]", "p.yaml")
    drawing = arranged(process_graph(process))
    at = next(i for i, flow in enumerate(drawing.graph.flows) if flow.back)
    way = drawing.waypoints[at]
    assert way[-1][0] < way[0][0]
    lane = way[1][1]
    assert all(lane > box.bottom or lane < box.top for box in drawing.boxes.values())


def test_that_a_net_keeps_its_tokens_and_the_weights_of_its_arcs():
    steps = (Transition("t", "Sign", (("i", 2),), (("o", 1),)),)
    drawing = arranged(net_graph(PetriNet("N", ("i", "o"), steps, {"i": 2}, {"o": 1})))
    start = next(shape for shape in drawing.graph.shapes if shape.tokens)
    assert (start.key, start.tokens, start.kind) == ("place:i", 2, ShapeKind.PLACE)
    assert drawing.graph.flows[0].weight == 2
    assert drawing.labels[0] is not None
    assert drawing.labels[1] is None


def test_that_notes_stand_below_everything_else():
    text = "process: {name: P}\nflow: [A]\nend: {won: {crm: [W]}, lost: {crm: [L], from: any}}"
    process = parse_yaml(text, "p.yaml")
    for graph in (process_graph(process), net_graph(to_net(process, {}), notes=("Lost: from any stage",))):
        drawing = arranged(graph)
        assert graph.notes == ("Lost: from any stage",)
        assert drawing.notes[0].top > max(box.bottom for box in drawing.boxes.values())
        check_drawing(drawing)


def test_that_words_are_placed_clear_of_shapes():
    shapes = (ModelShape("s", ShapeKind.START, main=True), ModelShape("e", ShapeKind.END, main=True))
    drawing = arranged(ModelGraph("G", Notation.BPMN, shapes, (ModelFlow("s", "e"),)))
    assert drawing.labels == (None,)
    said = relabelled(drawing, ["a very long condition that has no room"])
    assert said.labels == (None,) or all(
        apart(ShapeBox(*said.labels[0], *said.label_sizes[0]), box) for box in said.boxes.values()
    )


def test_that_a_layout_can_be_cancelled():
    def stop(fraction: float, message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        arranged(process_graph(parse_yaml("process: {name: P}\nflow: [A]", "p.yaml")), stop)


@pytest.mark.parametrize(
    ("shapes", "flows", "said"),
    [
        (["a", "a"], [], "same key"),
        (["a", "b"], [("a", "b"), ("a", "b")], "from the same shape to the same shape"),
        (["a"], [("a", "b")], "not there"),
    ],
)
def test_that_a_graph_that_cannot_be_drawn_is_refused(shapes, flows, said):
    with pytest.raises(ValueError, match=said):
        ModelGraph(
            "G",
            Notation.BPMN,
            tuple(ModelShape(key, ShapeKind.TASK, key) for key in shapes),
            tuple(ModelFlow(*ends) for ends in flows),
        )
