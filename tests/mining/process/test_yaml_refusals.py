"""What is wrong with a process file is said in one sentence that names file, place and remedy."""

import pytest

from mining.process.yaml_format import parse_yaml
from models.errors import UserError


def flow(text: str) -> str:
    return f"process: {{name: P}}\nflow: {text}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs the sections"),
        ("- a\n- b", "needs the sections"),
        ("process: {name: P}", "has no `flow`"),
        ("process: {name: P}\nflwo: [A]", "did you mean it by `flwo`?"),
        ("process: {version: 1}\nflow: [A]", "has no name"),
        ("process: P\nflow: [A]", "`process` must be a section"),
        ("flow: [A]", "`process` must be a section"),
        (flow("[]"), "names no stage"),
        (flow("A"), "must be a list"),
        (flow("[[A]]"), "remove one dash"),
        (flow("[{stage: Demo, crm: []}]"), "stage Demo has no CRM label, so no event can ever match it"),
        (flow("[{stage: A, crm: [X]}, {stage: B, crm: [x]}]"), "CRM label x belongs to stage A and to stage B"),
        (flow("[{stage: A, crm: [Won]}]"), "belongs to stage A and to end won"),
        (flow("[A, a]"), "two stages are called a"),
        (flow("[Won]"), "Won is the name of a stage and of an end"),
        (flow("[{stage: Demo, optonal: true}]"), "stage Demo has an unknown key `optonal`; did you mean `optional`?"),
        (flow("[{stage: A, back_to: [X]}]"), "goes back to X, which is no stage"),
        (flow("[{stage: A, back_to: [B]}, B]"), "which comes later"),
        (flow("[{stage: A, back_to: [A]}]"), "goes back to itself"),
        (flow("[parallel: [A, {stage: B, back_to: [A]}]]"), "side by side"),
        (flow("[A]\nend: {lost: {crm: [L], from: [X]}}"), "comes from X, which is no stage"),
        (flow("[A]\nend: {lost: {crm: []}}"), "end lost has no CRM label"),
        (flow("[A]\nend: {lost: {labels: [L]}}"), "unknown key `labels`"),
        (flow("[{stage: A, repeat: 0}]"), "`repeat: 0`"),
        (flow("[{stage: A, repeat: 1000000000}]"), "`repeat: 1000000000`"),
        (flow("[{stage: A, repeat: often}]"), "`repeat: often`"),
        (flow("[{stage: A, owner: {x: y}}]"), "`owner` of stage A must be a name or a list"),
        (flow("[{stage: [A]}]"), "must be a single text"),
        (flow("[{stage: A, optional: 'amount = 5'}]"), "stage A, `optional`: the condition"),
        (flow("[parallel: []]"), "needs a list of branches"),
        (flow("[parallel: [[], []], A]"), "parallel block has no stage"),
        (flow("[choice: [{when: 'x == 1'}]]"), "needs a `flow`"),
        (flow("[choice: [{otherwise: [A]}, {otherwise: [B]}]]"), "two `otherwise`"),
        (flow("[{stgae: A}]"), "did you mean `stage`?"),
        ("format: lanekeeper.process/2\n" + flow("[A]"), "newer Lanekeeper"),
        ("format: other/1\n" + flow("[A]"), "not lanekeeper.process/1"),
        (flow("[A]") + "\nflow: [B]", "line 3: the key flow stands there twice"),
        (flow("[A"), "is not valid YAML"),
        (flow("[A]") + "\n---\na: b", "second document"),
        ("a: !!python/object/apply:os.system ['true']", "the tag"),
        ("a: *nothing", "alias"),
        ("? [a]\n: b", "a key must be a plain word"),
        ("a: \x07", "characters that YAML does not allow"),
        ("[" * 5000, "nested more than"),
        ("x: " + "y" * 1_000_001, "larger than 1 MB"),
    ],
)  # fmt: skip
def test_that_a_broken_process_is_refused_in_one_sentence(text, said):
    with pytest.raises(UserError) as refused:
        parse_yaml(text, "sales.yaml")
    assert str(refused.value).startswith("sales.yaml")
    assert said in str(refused.value)


def test_that_an_alias_bomb_is_refused():
    levels = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12))
    with pytest.raises(UserError, match="more than 100,000 values"):
        parse_yaml(f"a0: &a0 [x, x]\n{levels}\n{flow('[A]')}", "bomb.yaml")


def test_that_an_alias_chain_cannot_go_deeper_than_a_file():
    levels = "\n".join(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 300))
    with pytest.raises(UserError, match="nested more than"):
        parse_yaml(f"a0: &a0 [x]\n{levels}\n{flow('[A]')}", "chain.yaml")


def test_that_an_anchor_may_be_used_to_avoid_repetition():
    process = parse_yaml("people: &who [AE, SE]\n" + flow("[{stage: A, owner: *who}]"), "p.yaml")
    assert process.stages[0].owners == ("AE", "SE")


def test_that_a_node_cannot_contain_itself():
    with pytest.raises(UserError, match="alias"):
        parse_yaml("a: &a [*a]\n" + flow("[A]"), "p.yaml")
