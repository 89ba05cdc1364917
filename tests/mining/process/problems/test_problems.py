"""Every problem of a process is found, said in one sentence, and told where it is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from mining.journey.matching import problem_with_pattern
from mining.process.problems import problems
from mining.process.validate import validate
from mining.process.yaml_format import parse_yaml
from models.allow_list import Accepted, Forbidden
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.process_problem import Part, ProcessProblem
from models.sales_process import End, Parallel, SalesProcess, Stage
from tests.builders import a_log
from tests.mining.process.processes import processes

ENDS = "\nend: {won: {crm: [Won]}, lost: {crm: [Lost]}}"


def read(flow: str, rest: str = ENDS, head: str = "name: P") -> SalesProcess:
    return parse_yaml(f"process: {{{head}}}\nflow: {flow}{rest}", "p.yaml")


def found(process: SalesProcess, log=None, today=None) -> list[tuple[str, str, str, str, str]]:
    return [(p.severity, p.part.value, p.where, p.field, p.sentence) for p in problems(process, log, today)]


def only(process: SalesProcess, log=None, today=None) -> ProcessProblem:
    (problem,) = problems(process, log, today)
    return problem


def test_that_a_plain_process_has_no_problem() -> None:
    assert problems(read("[A, B]"), None) == ()
    assert problems(read("[A, B]"), a_log("A > B > Won", "A > Lost")) == ()


def test_that_what_validate_refuses_is_the_first_error() -> None:
    process = SalesProcess("P", (Stage("A", ()), Stage("a", ("x",), repeat=0)))
    errors = [problem for problem in problems(process, None) if problem.severity == "error"]
    assert [(one.part, one.where, one.field) for one in errors] == [
        (Part.STAGE, "a", "name"),
        (Part.STAGE, "A", "labels"),
        (Part.STAGE, "a", "repeat"),
    ]
    assert errors[0].shown == "Two stages are called a; give each a name of its own."
    with pytest.raises(UserError, match="The process P: two stages are called a"):
        validate(process)


@given(processes())
def test_that_a_valid_process_has_no_error_and_any_is_judged(process) -> None:
    assert all(problem.severity != "error" for problem in problems(process, None))
    assert all(problem.sentence.rstrip().endswith((".", "?")) for problem in problems(process, None))


@pytest.mark.parametrize(
    ("branches", "where", "why"),
    [
        ("{when: 'amount < 5 and amount > 9', flow: [A]}", "branch 0", "holds for no deal at all"),
        (
            "{when: 'amount < 5', flow: [B]}, {when: 'amount < 3', flow: [A]}",
            "branch 1",
            "every deal with “amount < 3” takes a branch before it",
        ),
        (
            "{when: 'amount < 5', flow: [B]}, {when: 'amount >= 5', flow: [C]}, {otherwise: [A]}",
            "branch 2",
            "one of the conditions of the other branches always holds",
        ),
    ],
)
def test_that_a_branch_that_is_never_taken_is_found_with_its_stage(
    branches: str, where: str, why: str
) -> None:
    block, stage = problems(read(f"[X, choice: [{branches}]]"), None)
    assert (block.severity, block.part, block.path, block.field) == ("warning", Part.BLOCK, (1,), where)
    assert (
        block.shown
        == f"Branch {int(where[-1]) + 1} of a choice can never be taken: {block_reason(block, why)}"
    )
    assert (stage.part, stage.where) == (Part.STAGE, "A")
    assert stage.sentence.startswith("stage A cannot be reached: ")
    assert why in stage.sentence


def block_reason(block: ProcessProblem, why: str) -> str:
    said = block.shown.partition(": ")[2]
    assert why in said
    return said


def test_that_a_condition_inside_another_branch_is_seen_to_contradict_it() -> None:
    inner = "{choice: [{when: \"segment == 'B'\", flow: [Deep]}, {otherwise: [A]}]}"
    process = read(f"[choice: [{{when: \"segment == 'A'\", flow: [{inner}]}}, {{otherwise: []}}]]")
    block, stage = problems(process, None)
    assert block.path == (0, 0, 0)
    assert block.field == "branch 0"
    assert "“segment == 'B'” and “segment == 'A'” around it never hold together" in block.sentence
    assert stage.where == "Deep"


def test_that_a_condition_to_leave_out_a_stage_decides_something() -> None:
    process = read(
        '[choice: [{when: "amount < 5", flow: [{stage: A, optional: "amount > 7"}]}, {otherwise: [B]}]]'
    )
    assert only(process).sentence.startswith("stage A can never be left out: “amount > 7” holds for no deal")
    process = read('[{stage: A, optional: "amount < 5 or amount >= 5"}]')
    assert only(process).sentence.startswith("stage A may be left out by every deal")


def test_that_an_end_that_cannot_be_reached_is_found() -> None:
    process = read("[A]")
    nowhere = replace(process, ends=(*process.ends, End("recycle", ("R",), ())))
    assert found(nowhere) == [
        ("warning", "end", "recycle", "sources",
         "end recycle comes from no stage, so no deal can reach it; choose stages, or any.")
    ]  # fmt: skip
    unreachable = read(
        "[choice: [{when: 'amount < 1 and amount > 2', flow: [A]}, {otherwise: [B]}]]",
        "\nend: {won: {crm: [Won]}, lost: {crm: [L], from: [A]}}",
    )
    assert "end lost cannot be reached: no deal can come to A." in [
        p.sentence for p in problems(unreachable, None)
    ]
    assert only(replace(process, ends=process.ends[1:])).sentence.startswith("no end is called won")
    odd = replace(process, ends=(End("won", ("Won",), ("A",)),))
    assert only(odd).severity == "note"


def test_that_a_block_with_one_branch_is_noted() -> None:
    assert "only one branch" in only(read("[choice: [[A, B]]]")).sentence
    parallel = Parallel(((Stage("A", ("A",)),),))
    assert "only one branch with stages" in only(replace(read("[A]"), flow=(parallel,))).sentence


RULES_AGAINST_FLOW = [
    ("precedence: [B, A]", "where A comes before B"),
    ("response: [B, A]", "where A comes before B"),
    ("response: [Won, A]", "where A comes before Won"),
    ("never: B", "where B is documented"),
    ("not_together: [A, C]", "where every deal with C has had A"),
    ("response: [P, Q]", "where no deal has both P and Q"),
    ("precedence: [B, crm of a]", "where crm of a comes before B"),
]


@pytest.mark.parametrize(("rule", "said"), RULES_AGAINST_FLOW)
def test_that_a_rule_against_the_flow_is_found(rule: str, said: str) -> None:
    flow = "[{stage: A, crm: [crm of a]}, B, C, choice: [[P], [Q]], parallel: [[S], [T]]]"
    problem = only(read(flow, f"{ENDS}\nrules: [{{id: R1, {rule}}}]"))
    assert (problem.severity, problem.part, problem.where, problem.field) == (
        "warning",
        Part.RULE,
        "R1",
        "names",
    )
    assert problem.sentence.endswith(f"contradicts the flow, {said}; change one of the two.")


@pytest.mark.parametrize(
    "rule",
    ["precedence: [A, B]", "response: [S, T]", "precedence: [T, S]", "response: [C, B]", "not_together: [A, P]",
     "never: Pricing", "exactly_once: A", "precedence: [Call, A]"],
)  # fmt: skip
def test_that_a_rule_beside_the_flow_is_none_of_its_contradictions(rule: str) -> None:
    flow = (
        "[{stage: A, optional: true}, B, {stage: C, back_to: [B]}, choice: [[P], [Q]], parallel: [[S], [T]]]"
    )
    assert problems(read(flow, f"{ENDS}\nrules: [{{id: R1, {rule}}}]"), None) == ()


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("never: X", "exactly_once: x", "one forbids X and the other asks for it"),
        ("response: [A, X]", "never: X", "one forbids X, which the other asks for with A"),
        ("never: X", "precedence: [X, A]", "one forbids X, which the other asks for with A"),
        ("not_together: [X, Y]", "response: [Y, X]", "one forbids X together with Y"),
        ("precedence: [X, Y]", "precedence: [Y, X]", "X and Y would each have to come first"),
        ("response: [X, Y]", "response: [Y, X]", "X and Y would follow each other without end"),
    ],
)
def test_that_rules_that_contradict_each_other_are_found(one: str, other: str, said: str) -> None:
    problem = only(read("[A]", f"{ENDS}\nrules: [{{id: R1, {one}}}, {{id: R2, {other}}}]"))
    assert problem.where == "R2"
    assert f"contradicts rule R1: {said}" in problem.sentence
    apart = f"{ENDS}\nrules: [{{id: R1, {one}, when: 'amount < 5'}}, {{id: R2, {other}, when: 'amount > 5'}}]"
    assert problems(read("[A]", apart), None) == ()


def test_that_a_rule_said_twice_and_one_for_no_deal_are_found() -> None:
    rules = "[{id: R1, not_together: [X, Y]}, {id: R2, not_together: [y, x]}]"
    problem = only(read("[A]", f"{ENDS}\nrules: {rules}"))
    assert problem.severity == "note"
    assert "asks for the same as rule R1" in problem.sentence
    rules = "[{id: R1, never: X, when: 'amount < 1 and amount > 2'}]"
    assert only(read("[A]", f"{ENDS}\nrules: {rules}")).field == "when"


def test_that_evidence_that_nothing_describes_is_found_with_what_is_meant() -> None:
    rest = ENDS.replace("won: {", "won: {requires: [signd], ") + "\nevents: {signed: {kind: Call}}"
    process = read(
        "[{stage: A, exit: [signed, paid], buyer: need}]", rest + "\nbuyer: {needs: {evidence: [sgned]}}"
    )
    assert [(where, field, said.partition(", which")[2]) for _, _, where, field, said in found(process)] == [
        ("A", "exit_evidence", " no signal describes; describe it in the list of signals."),
        ("won", "requires", " no signal describes; did you mean signed?"),
        ("needs", "evidence", " no signal describes; did you mean signed?"),
        ("A", "buyer", " the journey does not have: add it, or choose another."),
    ]


def test_that_times_and_roles_that_say_nothing_are_found() -> None:
    process = read(
        "[{stage: A, sla: soon}, {stage: B, sla: 10bd, owner: AEE}]", ENDS + "\nroles: {AE: Account}"
    )
    assert [(severity, where, field) for severity, _, where, field, _ in found(process)] == [
        ("warning", "A", "allowed"),
        ("note", "B", "owners"),
    ]
    assert found(process)[1][4].endswith("did you mean AE?")


def test_that_labels_the_log_does_not_have_are_found_with_what_is_meant() -> None:
    log = a_log("Qualify > Negotation > Won", "Qualify > Nurture", "Qualify > Nurture > Lost")
    process = read("[Qualify, Negotiation, Handover]")
    assert found(process, log) == [
        ("warning", "stage", "Negotiation", "labels",
         "no event in this log is called Negotiation, as stage Negotiation is; did you mean Negotation (1\u00a0deal)?"),
        ("warning", "stage", "Handover", "labels",
         "no event in this log is called Handover, as stage Handover is; add the CRM's name for it."),
        ("note", "process", "", "flow",
         "2\u00a0CRM labels of this log belong to no stage: Nurture (2\u00a0deals), Negotation (1\u00a0deal); add "
         "each to a stage, or make it one."),
    ]  # fmt: skip


def test_that_conditions_on_fields_and_values_that_no_deal_has_are_found() -> None:
    log = a_log("A > Won", "A > Lost", segment=["Enterprise", "SMB"])
    process = read("[{stage: A, optional: \"segmnt == 'SMB'\"}]")
    problem = only(process, log)
    assert (problem.severity, problem.field) == ("warning", "optional")
    assert problem.sentence.endswith(
        "asks for segmnt, which the deals of this log do not have; did you mean segment?"
    )
    process = read("[A]", ENDS + "\nrules: [{id: R1, never: A2, when: \"segment == 'Enterprse'\"}]")
    assert [p.sentence for p in problems(process, log)] == [
        "rule R1 names A2, which is no stage, no signal and no event of this log; it cannot be checked here.",
        "rule R1 asks for segment Enterprse, which no deal of this log has; did you mean Enterprise?",
    ]
    amount = only(read('[{stage: A, optional: "amount < 5"}]'), log)
    assert "asks for amount, which no deal says" in amount.sentence


def test_that_signals_that_cannot_be_read_are_found() -> None:
    rest = ENDS + '\nevents: {bad: {kind: Call, subject: "(x"}, a: {field: pain}}'
    assert only(read("[A]", rest)).shown.startswith(
        "Signal bad cannot be read: its subject '(x' is no regular expression (missing )"
    )
    assert problem_with_pattern("(?i)proposal|quote") == ""
    log = a_log("A > Won", "A > Lost")
    assert [(p.where, p.field) for p in problems(read("[A]", rest), log)] == [
        ("bad", "subject"), ("bad", "kinds"), ("a", "field"),
    ]  # fmt: skip


def test_that_dates_the_wrong_way_and_what_expired_are_found() -> None:
    wrong = read("[A]", head="name: P, valid_from: 2026-02-01, valid_until: 2026-01-01")
    assert "before it begins on 2026-02-01" in only(wrong).sentence
    old = read("[A]", head="name: P, valid_until: 2026-01-01")
    assert problems(old, None) == ()
    assert only(old, today=date(2026, 1, 2)).severity == "note"
    assert problems(old, None, date(2026, 1, 1)) == ()
    assert "hours" in only(read("[A]", head="name: P, calendar: {hours: noon}")).sentence


def test_that_what_is_accepted_and_forbidden_names_stages_and_dates_that_make_sense() -> None:
    skip = DeviationKey(DeviationType.SKIPPED, "Dmeo")
    process = replace(
        read("[Demo]"),
        accepted=(
            Accepted(skip, until=date(2026, 1, 1)),
            Accepted(replace(skip, type=DeviationType.UNDOCUMENTED)),
        ),
        forbidden=(Forbidden(("Demo", "Lot"), since=date(2026, 2, 1), until=date(2026, 1, 1)),),
    )
    said = [
        (p.part, p.path, p.field, p.sentence.rpartition("; ")[2])
        for p in problems(process, None, date(2026, 3, 1))
    ]
    assert said[:3] == [
        (Part.FORBIDDEN, (0,), "until", "correct one of the days."),
        (Part.ACCEPTED, (0,), "deviation", "did you mean Demo?"),
        (Part.FORBIDDEN, (0,), "path", "did you mean Lost?"),
    ]
    assert said[3][:3] == (Part.ACCEPTED, (0,), "until")
    assert len(said) == 4


def test_that_what_contradicts_the_journey_is_told_where_it_is_mended() -> None:
    journey = (
        "\nevents: {a: {kind: X}, b: {kind: Y}}\nbuyer: {one: {evidence: [a]}, two: {after: [one, gone]}}"
    )
    process = read(
        "[{stage: P, buyer: two, exit: [a]}, {stage: Q, buyer: one}]",
        f"{ENDS}{journey}\nrules: [{{id: R1, precedence: [P, Q]}}]",
    )
    assert [(p.severity, p.part, p.where, p.field) for p in problems(process, None)] == [
        ("warning", Part.BUYER_STEP, "two", "after"),
        ("warning", Part.STAGE, "P", "buyer"),
        ("warning", Part.STAGE, "P", "exit_evidence"),
        ("warning", Part.RULE, "R1", "names"),
        ("note", Part.BUYER_STEP, "two", "evidence"),
    ]
