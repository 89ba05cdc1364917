"""PNML from other tools: markings, invisible steps, pages, weights, and what is refused."""

from xml.etree.ElementTree import fromstring

import pytest

from mining.drawing.arrange import arranged
from mining.drawing.net_graph import net_graph, place_key
from mining.process.compile import to_net
from mining.process.pnml import read_pnml, write_pnml
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from tests.mining.process.words import words


def pnml(inside: str, after: str = "", namespace: str = "") -> bytes:
    return f'<pnml{namespace}><net id="n"><page id="g">{inside}</page>{after}</net></pnml>'.encode()


def places(*names: str, tokens: str = "") -> str:
    mark = "<initialMarking><text>1</text></initialMarking>"
    return "".join(f'<place id="{name}">{mark if name in tokens else ""}</place>' for name in names)


def transition(ident: str, name: str, inside: str = "") -> str:
    return f'<transition id="{ident}"><name><text>{name}</text></name>{inside}</transition>'


def arcs(*chains: str) -> str:
    pairs = [pair for chain in chains for pair in zip(chain.split(), chain.split()[1:], strict=False)]
    return "".join(f'<arc id="a{i}" source="{a}" target="{b}"/>' for i, (a, b) in enumerate(pairs))


INVISIBLE = '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>'
LINE = places("i", "m", "o") + transition("t", "A") + transition("u", "B") + arcs("i t m u o")


def test_that_missing_markings_are_the_only_source_and_the_only_sink():
    net = read_pnml(pnml(LINE), "n.pnml")
    assert (net.initial, net.final) == ({"i": 1}, {"o": 1})
    assert words(net) == {"A > B"}


def test_that_the_namespace_of_the_standard_is_understood():
    assert words(
        read_pnml(pnml(LINE, namespace=' xmlns="http://www.pnml.org/version-2009/grammar/pnml"'), "n")
    ) == {"A > B"}


def test_that_invisible_steps_have_no_label():
    skip = (
        transition("v", "tau", INVISIBLE)
        + '<arc id="x" source="i" target="v"/><arc id="y" source="v" target="m"/>'
    )
    assert words(read_pnml(pnml(LINE + skip), "n.pnml")) == {"A > B", "B"}


def test_that_several_final_markings_are_all_ends():
    marks = "".join(f'<marking><place idref="{p}"><text>1</text></place></marking>' for p in "mo")
    net = read_pnml(pnml(LINE, f"<finalmarkings>{marks}</finalmarkings>"), "n.pnml")
    assert words(net) == {"A", "A > B"}


def test_that_places_with_nothing_in_the_final_marking_do_not_count():
    mark = '<place idref="i"><text>0</text></place><place idref="o"><text>1</text></place>'
    assert read_pnml(pnml(LINE, f"<finalmarkings><marking>{mark}</marking></finalmarkings>"), "n").final == {
        "o": 1
    }


def test_that_references_between_pages_are_followed():
    other = '<page id="h"><referencePlace id="r" ref="m"/>' + transition("u", "B") + places("o")
    other += '<arc id="b1" source="r" target="u"/><arc id="b2" source="u" target="o"/></page>'
    assert words(read_pnml(pnml(places("i", "m") + transition("t", "A") + arcs("i t m") + other), "n")) == {
        "A > B"
    }


def test_that_weights_count():
    weight = "<inscription><text>2</text></inscription>"
    two = places("i", "m", "o") + transition("t", "A") + transition("u", "B") + arcs("i t", "u o")
    two += (
        f'<arc id="w1" source="t" target="m">{weight}</arc><arc id="w2" source="m" target="u">{weight}</arc>'
    )
    net = read_pnml(pnml(two), "n.pnml")
    assert net.transitions[0].puts == (("m", 2),)
    assert words(net) == {"A > B"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<pnml/>", "holds 0 nets"),
        (pnml(places("i")), "without a single transition"),
        (pnml(LINE + places("q")), "2 places could be where the process begins"),
        (pnml(LINE + places("i")), "missing or stands twice"),
        (pnml(LINE + '<arc id="z" source="i" target="o"/>'), "does not join a place and a transition"),
        (pnml(LINE + '<arc id="z" source="i" target="t"><inscription><text>x+1</text></inscription></arc>'), "x+1"),
        (pnml(LINE + '<arc id="z" source="i" target="t"><arctype><text>inhibitor</text></arctype></arc>'), "inhibitor"),
        (pnml(LINE, '<finalmarkings><marking><place idref="q"/></marking></finalmarkings>'), "no place"),
        (pnml(LINE + '<referencePlace id="r" ref="q"/><referencePlace id="q" ref="r"/>' + arcs("r t")), "circle"),
    ],
)  # fmt: skip
def test_that_a_broken_net_is_refused(data, said):
    with pytest.raises(UserError) as refused:
        read_pnml(data, "n.pnml")
    assert str(refused.value).startswith("n.pnml")
    assert said in str(refused.value)


def test_that_a_net_that_stops_half_way_names_the_last_step():
    stuck = LINE + places("never") + '<arc id="z" source="never" target="u"/>'
    final = '<finalmarkings><marking><place idref="o"><text>1</text></place></marking></finalmarkings>'
    marked = stuck.replace('<place id="i"></place>', places("i", tokens="i"))
    with pytest.raises(UserError, match="can never finish, it stops after A"):
        read_pnml(pnml(marked, final), "n.pnml")


def test_that_a_written_net_is_read_back():
    step = Transition("send", "Send <quote>", (("i", 1),), (("o", 2),))
    silent = Transition("skip", None, (("i", 1),), (("o", 2),))
    net = PetriNet("N & M", ("i", "o"), (step, silent), {"i": 1}, {"o": 2})
    read = read_pnml(write_pnml(net), "n.pnml")
    assert (read.name, read.places, read.initial, read.final) == (
        net.name,
        net.places,
        net.initial,
        net.final,
    )
    assert [(t.label, t.takes, t.puts) for t in read.transitions] == [
        (t.label, t.takes, t.puts) for t in net.transitions
    ]


def test_that_a_drawn_net_is_written_with_its_places_and_read_back_the_same():
    net = to_net(parse_yaml("process: {name: P}\nflow: [A, B, {stage: C, back_to: [A]}]", "p.yaml"), {})
    drawing = arranged(net_graph(net))
    data = write_pnml(net, drawing)
    assert read_pnml(data, "n.pnml") == read_pnml(write_pnml(net), "n.pnml")
    root = fromstring(data)
    for node in (*root.iter("place"), *root.iter("transition")):
        if node.get("idref") is None:
            assert [child.tag for child in node.find("graphics")] == ["position", "dimension"]
    names = {f"p{i}": place_key(place) for i, place in enumerate(net.places, 1)}
    first = next(root.iter("place"))
    at = first.find("graphics/position")
    box = drawing.boxes[names[first.get("id")]]
    assert (float(at.get("x")), float(at.get("y"))) == pytest.approx((box.x, box.y), abs=0.01)
    assert any(arc.find("graphics/position") is not None for arc in root.iter("arc"))
