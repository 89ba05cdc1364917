"""The documented process as YAML, section by section: the schema's own example, read completely."""

from datetime import date

from mining.process.conditions import parse_condition
from mining.process.yaml_format import parse_yaml, to_yaml
from models.sales_process import Branch, Choice, End, Parallel, Stage
from models.signal import Signal
from models.strategy import Baseline, Targets

EXAMPLE = r"""
format: lanekeeper.process/1
process: {name: New business, version: "2026.2", valid_from: 2026-01-01, case: opportunity,
          calendar: {days: Mon-Fri, hours: "09:00-18:00", zone: Europe/London, holidays: GB}}
roles: {MKT: Marketing, SDR: Sales development, AE: Account executive, SE: Solutions, LEGAL: Legal, FIN: Finance}
events:
  discovery_held: {kind: [Call, Meeting], subject: "(?i)discover", two_way: true}
  pain_recorded:  {field: pain, becomes: set}
buyer:
  problem:      {evidence: [pain_recorded]}
  exploration:  {title: Looking around, after: [problem], evidence: [discovery_held]}
  selection:    {after: [exploration]}
  validation:   {always_on: true}
flow:
  - {stage: Qualify, crm: [Qualification], owner: SDR, buyer: problem, exit: [pain_recorded], sla: 5bd}
  - {stage: Discovery, crm: [Needs Analysis], owner: AE, exit: [discovery_held, plan_agreed], sla: 10bd, effort: high}
  - {stage: Demo, crm: [Demo], owner: [AE, SE], buyer: requirements, optional: "amount < 10000", repeat: 3}
  - parallel:
      - {stage: Security, crm: [Security], owner: SE, optional: "amount < 50000", sla: 10bd}
      - {stage: Proposal, crm: [Proposal], owner: AE, buyer: selection, exit: [eb_met], repeat: 2, sla: 7bd}
  - choice:
      - {when: "segment == 'Enterprise'", flow: [{stage: Legal review, crm: [Legal], owner: LEGAL}]}
      - {otherwise: []}
  - {stage: Negotiation, crm: [Negotiation], owner: AE, exit: [signed], sla: 15bd, back_to: [Proposal]}
end:
  won:     {crm: [Closed Won], requires: [signed]}
  lost:    {crm: [Closed Lost], from: any, requires_field: loss_reason}
  recycle: {crm: [Nurture], from: [Qualify, Discovery]}
rules:
  - {id: R1, precedence: [discovery_held, proposal_sent], severity: high, why: Price only what we understood}
targets: {win_rate: 0.28, cycle_days: 75, discount: 0.10}
baseline: {from: 2025-07-01, to: 2025-12-31}
"""


def condition(text: str):
    return parse_condition(text, "test")


def test_that_the_example_of_the_schema_is_read_completely():
    process = parse_yaml(EXAMPLE, "new_business.yaml")
    assert (process.name, process.version) == ("New business", "2026.2")
    assert process.valid_from == date(2026, 1, 1)
    assert process.header["calendar"]["hours"] == "09:00-18:00"
    assert process.flow == (
        Stage(
            "Qualify", ("Qualification",), owners=("SDR",), buyer="problem", exit_evidence=("pain_recorded",),
            allowed="5bd",
        ),
        Stage(
            "Discovery", ("Needs Analysis",), owners=("AE",), exit_evidence=("discovery_held", "plan_agreed"),
            allowed="10bd", effort="high",
        ),
        Stage(
            "Demo", ("Demo",), optional=condition("amount < 10000"), repeat=3, owners=("AE", "SE"), buyer="requirements"
        ),
        Parallel((
            (Stage("Security", ("Security",), optional=condition("amount < 50000"), owners=("SE",), allowed="10bd"),),
            (
                Stage(
                    "Proposal", ("Proposal",), repeat=2, owners=("AE",), buyer="selection",
                    exit_evidence=("eb_met",), allowed="7bd",
                ),
            ),
        )),
        Choice((
            Branch((Stage("Legal review", ("Legal",), owners=("LEGAL",)),), when=condition("segment == 'Enterprise'")),
            Branch((), otherwise=True),
        )),
        Stage(
            "Negotiation", ("Negotiation",), owners=("AE",), exit_evidence=("signed",), allowed="15bd",
            back_to=("Proposal",),
        ),
    )  # fmt: skip
    assert process.ends == (
        End("won", ("Closed Won",), requires=("signed",)),
        End("lost", ("Closed Lost",), requires_field="loss_reason"),
        End("recycle", ("Nurture",), sources=("Qualify", "Discovery")),
    )


def test_that_targets_are_read_and_the_other_sections_are_kept_as_written():
    process = parse_yaml(EXAMPLE + "notes: {asked: 0.10}\n", "p.yaml")
    assert process.strategy.targets == Targets(win_rate=0.28, cycle_days=75.0, discount=0.10)
    assert process.strategy.baseline == Baseline(date(2025, 7, 1), date(2025, 12, 31))
    assert list(process.other) == ["roles", "notes"]
    assert process.other["notes"] == {"asked": "0.10"}
    assert "asked: 0.10" in to_yaml(process)


def test_that_the_example_is_written_and_read_back_the_same():
    process = parse_yaml(EXAMPLE, "p.yaml")
    written = to_yaml(process)
    assert parse_yaml(written, "p.yaml") == process
    assert "discount: 0.1}" in written
    assert "- {stage: Qualify, crm: [Qualification], owner: SDR" in written


def test_that_signals_and_the_buyers_journey_are_read():
    process = parse_yaml(EXAMPLE, "p.yaml")
    assert process.signals[0] == Signal(
        "discovery_held", kinds=("Call", "Meeting"), subject="(?i)discover", two_way=True
    )
    assert process.journey is not None
    assert [step.name for step in process.journey.steps if step.always_on] == ["validation"]
    assert [step.shown for step in process.journey.steps[:2]] == ["Problem", "Looking around"]
    assert process.journey.before("selection") == {"problem", "exploration"}


def test_that_words_which_yaml_would_convert_stay_names():
    flow = (
        "[{stage: no, crm: [on]}, {stage: 12:30, crm: [1e3]}, {stage: ~}, {stage: 0123}, {stage: 2024-01-01}]"
    )
    process = parse_yaml(f"process: {{name: yes, version: 1.10}}\nflow: {flow}", "norway.yaml")
    assert [stage.name for stage in process.stages] == ["no", "12:30", "~", "0123", "2024-01-01"]
    assert [stage.labels for stage in process.stages][:3] == [("on",), ("1e3",), ("~",)]
    assert (process.name, process.version) == ("yes", "1.10")
    assert parse_yaml(to_yaml(process), "again.yaml") == process


def test_that_a_short_process_needs_only_names():
    process = parse_yaml("process: {name: Short}\nflow: [Qualify, {stage: Demo}]", "short.yaml")
    assert process.flow == (Stage("Qualify", ("Qualify",)), Stage("Demo", ("Demo",)))
    assert process.ends == (End("won", ("Closed Won", "Won")), End("lost", ("Closed Lost", "Lost")))


def test_that_repeat_and_optional_have_their_short_forms():
    text = "process: {name: P}\nflow:\n" + "".join(
        f"  - {{stage: S{i}, {form}}}\n"
        for i, form in enumerate(
            ["repeat: 3", "repeat: true", "repeat: any", "optional: true", "optional: no"]
        )
    )
    stages = parse_yaml(text + "  - stage: S5\n    repeat:\n", "p.yaml").stages
    assert [stage.repeat for stage in stages] == [3, None, None, 1, 1, None]
    assert [stage.optional for stage in stages] == [False, False, False, True, False, False]
