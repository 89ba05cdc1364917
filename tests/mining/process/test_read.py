"""Process files are recognised by what they hold; hostile ones end in one sentence."""

import pytest

from mining.process.read import read_process
from mining.process.soundness import findings_of
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.petri_net import PetriNet
from models.sales_process import SalesProcess
from tests.mining.process.words import words
from tests.shared import needs_shared, shared

PROCESS = "process: {name: P}\nflow: [Qualify, Demo]\n"
PNML = """<?xml version="1.0"?><pnml><net id="n" type="t"><page id="p">
<place id="i"/><place id="o"/><transition id="t"><name><text> Send  quote </text></name></transition>
<arc id="a" source="i" target="t"/><arc id="b" source="t" target="o"/></page></net></pnml>"""


def written(tmp_path, name: str, content: str | bytes):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["p.yaml", "p.yml", "p.txt"])
def test_that_yaml_is_read_under_any_name(tmp_path, name):
    assert read_process(written(tmp_path, name, PROCESS)) == parse_yaml(PROCESS, name)


def test_that_yaml_with_a_byte_order_mark_or_in_utf16_is_read(tmp_path):
    assert isinstance(read_process(written(tmp_path, "a.yaml", "\ufeff" + PROCESS)), SalesProcess)
    assert isinstance(read_process(written(tmp_path, "b.yaml", PROCESS.encode("utf-16"))), SalesProcess)


def test_that_pnml_is_read_under_a_wrong_name(tmp_path):
    net = read_process(written(tmp_path, "net.yaml", PNML))
    assert isinstance(net, PetriNet)
    assert words(net) == {"Send quote"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("slide.png", b"\x89PNG\r\n\x1a\n", "is a picture, not a process"),
        ("slide.pdf", b"%PDF-1.7", "is a PDF, not a process"),
        ("deck.pptx", b"PK\x03\x04", "is a zip archive or an Office file"),
        ("deals.csv", "id,stage\n1,Demo\n", "holds no process"),
        ("empty.yaml", b"", "is empty"),
        ("blank.yaml", b" \n\n", "is empty"),
        ("noise.bin", b"a\x00b", "is a binary file"),
        ("latin.yaml", "process: {name: Kündigung}".encode("latin-1"), "not written in UTF-8"),
        ("page.bpmn", "<html><body/></html>", "neither BPMN nor PNML"),
        ("broken.bpmn", "<definitions>", "not valid XML (line 1"),
        ("text.bpmn", "hello", "not valid XML"),
    ],
)
def test_that_anything_else_is_refused(tmp_path, name, content, said):
    with pytest.raises(UserError) as refused:
        read_process(written(tmp_path, name, content))
    assert str(refused.value).startswith(name)
    assert said in str(refused.value)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        read_process(tmp_path / "gone.yaml")
    with pytest.raises(UserError, match="is a folder"):
        read_process(tmp_path)


def outcome_of(path):
    try:
        return read_process(path)
    except UserError as refused:
        return str(refused)


@needs_shared
def test_that_every_hostile_file_gives_a_net_or_one_sentence():
    for path in sorted(shared("hostile").iterdir()):
        if path.suffix in (".bpmn", ".pnml", ".yaml", ".csv", ".xlsx", ".zip"):
            outcome = outcome_of(path)
            if isinstance(outcome, PetriNet):
                assert all(finding.severity != "error" for finding in findings_of(outcome))
            else:
                assert path.name in outcome
                assert "\n" not in outcome


@needs_shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ok.bpmn", {"Qualify > Send quote"}),
        ("prefixed.bpmn", {"Qualify > Send quote"}),
        ("dup_labels.bpmn", {"Call > Call"}),
        ("cycle.bpmn", {"Qualify", "Qualify > Qualify", "Qualify > Qualify > Qualify"}),
        ("silent_cycle.bpmn", {"A"}),
        ("or_gateway.bpmn", {"A", "B", "A > B", "B > A"}),
        ("no_end.bpmn", {"A"}),
        ("no_start.bpmn", {"A"}),
        ("ok.pnml", {"Send quote"}),
        ("no_final.pnml", {"Send quote"}),
        ("guard_eval.pnml", {"Send quote"}),
    ],
)
def test_that_an_odd_file_which_makes_sense_is_read(name, expected):
    net = read_process(shared(f"hostile/{name}"))
    assert isinstance(net, PetriNet)
    assert words(net, longest=3) == expected


@needs_shared
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bomb_laughs.bpmn", "DOCTYPE"),
        ("bomb_quadratic.bpmn", "DOCTYPE"),
        ("xxe.bpmn", "DOCTYPE"),
        ("xxe.pnml", "DOCTYPE"),
        ("dangling.bpmn", "ghost"),
        ("dangling_arc.pnml", "nope"),
        ("deep_subproc.bpmn", "nested more than 10"),
        ("disconnected.bpmn", "Island"),
        ("pools.bpmn", "Sales, Customer"),
        ("unsound_and_xor.bpmn", "can never finish, it stops after"),
        ("unsound_xor_and.bpmn", "not brought together"),
        ("unbounded.pnml", "can grow without bound at “g” (after Gen), with every Gen more work"),
        ("weight_huge.pnml", "can never finish"),
        ("evil.yaml", "the tag"),
        ("deep.yaml", "nested more than 40"),
    ],
)
def test_that_a_hostile_file_is_refused_for_the_right_reason(name, said):
    with pytest.raises(UserError) as refused:
        read_process(shared(f"hostile/{name}"))
    assert said in str(refused.value)
