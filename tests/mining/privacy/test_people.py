from dataclasses import replace

import pytest

from mining.export.stand_ins import stand_ins_of, with_stand_ins
from mining.preparation import prepared_log
from mining.privacy.people import introduced, renamed
from mining.sources.source import Imported
from mining.updating import updated
from models.errors import UserError
from models.import_summary import ImportSummary
from models.project import Project
from tests.builders import a_log

NAMES = ["Ann", "Bob", "Cid", "Dora", "Ed", "Fay", "Gus", "Hal"]


def a_project(*owners: str) -> Project:
    return introduced(Project("Acme", a_log(*["A > B"] * len(owners), owner=list(owners))))


def test_that_everybody_has_a_number_and_the_alphabet_does_not_tell_it() -> None:
    stand_ins = a_project(*NAMES).stand_ins
    assert sorted(stand_ins.values()) == [f"Rep {number}" for number in range(1, 9)]
    assert list(stand_ins.values()) != [stand_ins[name] for name in sorted(stand_ins)]


def test_that_the_order_of_the_same_people_is_another_one_in_another_log() -> None:
    one = stand_ins_of(a_log(*["A > B"] * 8, owner=NAMES))
    other = stand_ins_of(a_log(*["A > B > C"] * 8, owner=NAMES))
    assert one != other
    assert one == stand_ins_of(a_log(*["A > B"] * 8, owner=NAMES[::-1]))


def test_that_people_keep_their_stand_ins_when_somebody_comes_in() -> None:
    before = a_project("Bob", "Dora")
    newer = a_log("A > B", "A > B", "A > B", owner=["Bob", "Ann", "Dora"], resources=["Zed"] * 3)
    after, _ = updated(before, Imported(newer, ImportSummary("table", (), 3)))
    assert {name: after.stand_ins[name] for name in ("Bob", "Dora")} == before.stand_ins
    assert (after.stand_ins["Ann"], after.stand_ins["Zed"]) == ("Rep 3", "User 1")


def test_that_the_prepared_log_hides_people_as_the_project_does_whatever_is_filtered() -> None:
    project = renamed(a_project(*NAMES), "Cid", "Captain")
    log = prepared_log(project)
    shown = with_stand_ins(log.keep_cases(log.cases.owner.is_any_of(["Cid", "Hal"])))
    assert shown.cases.owner.texts() == ["Captain", project.stand_ins["Hal"]]


def test_that_a_name_which_is_a_stand_in_already_stays() -> None:
    assert stand_ins_of(a_log("A", "B", owner=["Rep 07", "Ann"])) == {
        "Rep 07": "Rep 07",
        "Ann": "Rep 08",
        "": "",
    }


@pytest.mark.parametrize(
    ("stand_in", "said"),
    [("  ", "cannot be empty"), ("Bob", "real name"), ("rep 1", "stands for somebody else")],
)
def test_that_a_stand_in_tells_one_person_and_names_nobody(stand_in: str, said: str) -> None:
    project = a_project("Ann", "Bob")
    project = replace(project, stand_ins={"Ann": "Rep 2", "Bob": "Rep 1"})
    with pytest.raises(UserError, match=said):
        renamed(project, "Ann", stand_in)


def test_that_full_names_in_longer_texts_are_replaced_and_words_are_not() -> None:
    log = a_log("A", "B", owner=["Ann Lee", "Will"], name=("For Ann Lee, soon", "Will it rain?"))
    shown = with_stand_ins(log)
    assert shown.cases.name == (f"For {stand_ins_of(log)['Ann Lee']}, soon", "Will it rain?")
