"""Whatever the process: verbs keep the other stages, lose no reference, and what they make can be saved."""

from hypothesis import assume, given
from hypothesis import strategies as st

from mining.process.conditions import parse_condition
from mining.process.editing.beside import shifted
from mining.process.editing.blocks import add_branch, dissolve, into_choice, with_neighbour
from mining.process.editing.duplicate import duplicate
from mining.process.editing.insert import insert
from mining.process.editing.move import move, move_beside, take_out
from mining.process.editing.naming import free_name, new_stage
from mining.process.editing.place import Place
from mining.process.editing.remove import remove
from mining.process.editing.rename import rename_stage
from mining.process.editing.tree import step_at, walk
from mining.process.validate import validate
from mining.process.yaml_format import parse_yaml, to_yaml
from models.sales_process import Choice, Parallel, SalesProcess, Stage, branch_flows, stages_of
from tests.mining.process.processes import processes

WHEN = parse_condition("segment == 'Enterprise'", "test")


def gaps(flow, above=()) -> list[Place]:
    """Every gap that something can be put into."""
    found = [Place((*above, at)) for at in range(len(flow) + 1)]
    for at, step in enumerate(flow):
        if not isinstance(step, Stage):
            for index, inner in enumerate(branch_flows(step)):
                found += gaps(inner, (*above, at, index))
    return found


@st.composite
def moves(draw) -> tuple[SalesProcess, Place, Place]:
    process = draw(processes())
    what = draw(st.sampled_from([place for place, _ in walk(process.flow)]))
    gap = draw(st.sampled_from(gaps(process.flow)))
    return process, what, gap


def sound(process: SalesProcess) -> None:
    """It can be checked, written and read."""
    validate(process)
    assert parse_yaml(to_yaml(process), "test") == process


def names(process: SalesProcess) -> list[str]:
    return sorted(stage.name for stage in process.stages)


def blocks(process: SalesProcess) -> list[int]:
    return [len(step.branches) for _, step in walk(process.flow) if not isinstance(step, Stage)]


def without_ways(process: SalesProcess) -> dict:
    return {
        stage.name: (stage.labels, stage.optional, stage.repeat, stage.owners) for stage in process.stages
    }


@given(moves())
def test_that_a_move_keeps_every_stage_and_can_be_saved(case):
    process, what, gap = case
    made = move(process, what, gap).process
    assert without_ways(made) == without_ways(process)
    assert made.ends == process.ends
    sound(made)


@given(moves())
def test_that_a_move_there_and_back_changes_nothing(case):
    process, what, gap = case
    chosen = [step for _, step in walk(process.flow) if not isinstance(step, Stage)]
    assume(all(any(stages_of((step,))) for step in chosen))  # a choice of nothing goes when it is left
    side_by_side = [branch_flows(step) for step in chosen if isinstance(step, Parallel)]
    assume(all(all(flows) for flows in side_by_side))  # an empty branch beside others goes too
    there = move(process, what, gap)
    assume(not there.notes and blocks(there.process) == blocks(process))
    assert there.place is not None
    assert move(there.process, there.place, shifted(there.place)(what)).process == process


@given(moves())
def test_that_a_step_put_beside_another_keeps_every_stage_and_can_be_saved(case):
    process, what, gap = case
    others = [place for place, _ in walk(process.flow)]
    other = others[sum(gap.path) % len(others)]
    made = move_beside(process, what, other).process
    assert without_ways(made) == without_ways(process)
    sound(made)


@given(moves())
def test_that_a_removed_step_takes_only_its_own_stages_along(case):
    process, what, _ = case
    gone = {stage.name for stage in stages_of((step_at(process.flow, what),))}
    assume(gone != set(names(process)))
    made = remove(process, what).process
    assert names(made) == [name for name in names(process) if name not in gone]
    assert not gone & {target for stage in made.stages for target in stage.back_to}
    assert not gone & {source for end in made.ends for source in end.sources or ()}
    sound(made)


@given(moves())
def test_that_renaming_loses_no_reference_and_renaming_back_is_as_before(case):
    process, _, gap = case
    old = process.stages[sum(gap.path) % len(process.stages)].name
    new = free_name(process, "Something else")
    assume(new not in {name for rule in process.rules for name in rule.names})
    made = rename_stage(process, old, new).process
    assert old not in names(made)
    assert old not in {target for stage in made.stages for target in stage.back_to}
    assert old not in {source for end in made.ends for source in end.sources or ()}
    sound(made)
    rules_say_so = all(name != old or name in names(process) for rule in process.rules for name in rule.names)
    assert not rules_say_so or rename_stage(made, new, old).process.flow == process.flow


@given(moves())
def test_that_what_the_other_verbs_make_can_be_saved(case):
    process, what, gap = case
    sound(insert(process, new_stage(process), gap).process)
    sound(duplicate(process, what).process)
    sound(take_out(process, what).process)
    sound(with_neighbour(process, what).process)
    sound(into_choice(process, what, WHEN).process)
    step = step_at(process.flow, what)
    if isinstance(step, Parallel | Choice):
        sound(add_branch(process, what).process)
        if any(stages_of((step,))):
            sound(dissolve(process, what).process)
