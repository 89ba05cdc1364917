"""The buyer's journey in a file of its own, put into a process."""

from importlib.resources import files
from pathlib import Path

import pytest

from mining.process.journey_file import JourneyFile, read_journey, with_journey
from mining.process.journey_templates import journey_template, journey_template_names
from mining.process.yaml_format import parse_yaml
from models.buyer_journey import BuyerJourney, BuyerStep
from models.errors import UserError
from models.signal import Signal

JOURNEY = """
format: lanekeeper.journey/1
events:
  pain: {field: pain, becomes: set}
  met: {kind: Meeting}
buyer:
  problem: {evidence: [pain]}
  choice: {title: Choosing, after: [problem], evidence: [met]}
stages: {qualify: problem, Proposal: choice}
"""
PROCESS = parse_yaml(
    """
process: {name: P}
events: {met: {kind: Call}, signed: {field: contract, becomes: Signed}}
buyer: {old: {}}
flow:
  - {stage: Qualify, buyer: old}
  - {stage: Demo, buyer: old, exit: [met]}
  - choice: [{flow: [Proposal]}, {flow: []}]
  - parallel: [{stage: Legal, buyer: choice}, Security]
""",
    "p.yaml",
)
STEPS = BuyerJourney(
    (BuyerStep("problem", evidence=("pain",)), BuyerStep("choice", "Choosing", ("problem",), ("met",)))
)


def read(folder: Path, text: str, name: str = "j.yaml") -> JourneyFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_journey(path)


def test_that_a_journey_is_read_with_its_signals_and_stages(tmp_path):
    found = read(tmp_path, JOURNEY)
    assert found == JourneyFile(
        "j.yaml",
        STEPS,
        (Signal("pain", field="pain", becomes="set"), Signal("met", kinds=("Meeting",))),
        {"qualify": "problem", "Proposal": "choice"},
    )


def test_that_the_journey_takes_the_place_of_the_one_before(tmp_path):
    found = with_journey(PROCESS, read(tmp_path, JOURNEY))
    assert found.journey == STEPS
    assert [(signal.name, signal.kinds) for signal in found.signals] == [
        ("pain", ()), ("met", ("Meeting",)), ("signed", ()),
    ]  # fmt: skip
    assert {stage.name: stage.buyer for stage in found.stages} == {
        "Qualify": "problem", "Demo": "", "Proposal": "choice", "Legal": "choice", "Security": "",
    }  # fmt: skip
    assert [stage.exit_evidence for stage in found.stages] == [s.exit_evidence for s in PROCESS.stages]


def test_that_the_journey_of_another_process_will_do(tmp_path):
    process = "process: {name: Q}\nbuyer: {problem: {}}\nflow: [{stage: Demo, buyer: problem}, Other]"
    found = read(tmp_path, process)
    assert found.stages == {"Demo": "problem"}
    assert {stage.name: stage.buyer for stage in with_journey(PROCESS, found).stages}["Demo"] == "problem"


@pytest.mark.parametrize("name", journey_template_names())
def test_that_a_template_is_a_file_too(name):
    template = journey_template(name)
    found = read_journey(Path(str(files("resources") / "journeys" / f"{name}.yaml")))
    assert (found.journey, found.signals, found.stages) == (template.journey, template.signals, {})


def test_that_a_file_without_stages_gives_each_the_step_that_its_name_suggests(tmp_path):
    text = "journey: {name: Two}\nbuyer: {problem: {}, choice: {after: [problem]}}"
    found = with_journey(PROCESS, read(tmp_path, text))
    assert {stage.name: stage.buyer for stage in found.stages} == {
        "Qualify": "problem", "Demo": "choice", "Proposal": "choice", "Legal": "choice", "Security": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("journey: Two\nbuyer: {a: {}}", "j.yaml: `journey` must be a section with keys"),
        ("journey: {nam: Two}\nbuyer: {a: {}}", "j.yaml, line 1: `journey` has an unknown key `nam`"),
        ("events: {}", "j.yaml holds no buyer's journey; list the buyer's steps under `buyer`"),
        ("- a", "j.yaml holds no buyer's journey"),
        ("buyer: {}", "j.yaml: `buyer` names no step"),
        ("format: lanekeeper.process/1\nbuyer: {a: {}}", "j.yaml has the format lanekeeper.process/1, not"),
        (
            "buyer: {a: {}}\nstage: {X: a}",
            "j.yaml, line 1: the journey has an unknown key `stage`; did you mean",
        ),
        (
            "buyer: {a: {after: [b]}}",
            "j.yaml: the buyer step a comes after b, which is none; its steps are a.",
        ),
        ("buyer: {a: {after: [c]}, c: {after: [a]}}", "j.yaml: the buyer step a comes after itself"),
        (
            "buyer: {problem: {}}\nstages: {X: problm}",
            "j.yaml: the stage X presumes problm, which is no step; you may",
        ),
        ("buyer: {a: {}}\nstages: [a]", "j.yaml: `stages` must be a section with keys"),
        ("process: {name: P}\nflow: [A]", "j.yaml is a process without a buyer's journey"),
    ],
)
def test_that_what_is_wrong_in_the_file_is_named(tmp_path, text, said):
    with pytest.raises(UserError) as refused:
        read(tmp_path, text)
    assert str(refused.value).startswith(said)


def test_that_a_picture_is_no_journey(tmp_path):
    (tmp_path / "j.png").write_bytes(b"\x89PNG")
    with pytest.raises(UserError, match=r"j\.png is a picture, not a buyer's journey"):
        read_journey(tmp_path / "j.png")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "buyer: {a: {}}\nstages: {Propsal: a}",
            "j.yaml: the stage Propsal under `stages` is none of P; you may have",
        ),
        (
            "buyer: {a: {evidence: [singed]}}",
            "j.yaml: the evidence singed of the buyer step a is no event; you may",
        ),
        (
            "buyer: {a: {evidence: [xyz]}}",
            "j.yaml: the evidence xyz of the buyer step a is no event; describe it",
        ),
    ],
)
def test_that_a_journey_that_does_not_fit_the_process_is_refused(tmp_path, text, said):
    with pytest.raises(UserError) as refused:
        with_journey(PROCESS, read(tmp_path, text))
    assert str(refused.value).startswith(said)


def test_that_evidence_may_be_an_event_of_the_process(tmp_path):
    found = with_journey(PROCESS, read(tmp_path, "buyer: {a: {evidence: [signed]}}"))
    assert found.signals == PROCESS.signals
