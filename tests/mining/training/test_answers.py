"""Answers are kept beside the project, per person or group, and can be forgotten again."""

from datetime import date
from pathlib import Path

import pytest

from mining.training.answers_file import MOST_KEPT, AnswersFile
from mining.training.score import score, score_words, went_well
from models.errors import UserError
from models.training import ExerciseKind, GivenAnswer

DAY = date(2026, 3, 1)
RIGHT = GivenAnswer("a1", ExerciseKind.SKIPPED, True, DAY)
WRONG = GivenAnswer("b2", ExerciseKind.NEXT, False, DAY)


def test_that_answers_come_back_as_they_were_given(tmp_path: Path) -> None:
    kept = AnswersFile(tmp_path, "Acme", "Rep 07")
    assert kept.read() == ()
    kept.add([RIGHT])
    kept.add([WRONG])
    assert kept.read() == (RIGHT, WRONG)
    assert AnswersFile(tmp_path, "Acme", "Rep 08").read() == ()
    assert AnswersFile(tmp_path, "Other", "Rep 07").read() == ()
    kept.delete()
    kept.delete()
    assert kept.read() == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"format": "other/1"}', b'{"format": "lanekeeper.training/1", "answers": {"a": 1}}',
     b'{"format": "lanekeeper.training/1", "answers": [1, {"exercise": "a", "kind": "x", "right": true, "day": ""}]}'],
)  # fmt: skip
def test_that_a_file_that_nobody_understands_counts_as_none(tmp_path: Path, content: bytes) -> None:
    kept = AnswersFile(tmp_path, "Acme", "Rep 07")
    kept.add([RIGHT])
    kept.path.write_bytes(content)
    assert kept.read() == ()


def test_that_the_oldest_answers_go_first(tmp_path: Path) -> None:
    kept = AnswersFile(tmp_path, "Acme", "Rep 07")
    kept.add([RIGHT] * MOST_KEPT)
    kept.add([WRONG])
    assert len(kept.read()) == MOST_KEPT
    assert kept.read()[-1] == WRONG


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "training").write_text("a file where the folder should be")
    with pytest.raises(UserError, match="cannot be kept"):
        AnswersFile(tmp_path / "training", "Acme", "Rep 07").add([RIGHT])


def test_that_a_score_says_what_went_well_and_compares_nobody() -> None:
    scores = score([RIGHT, RIGHT, WRONG])
    assert [(one.kind, one.right, one.given) for one in scores] == [
        (ExerciseKind.NEXT, 0, 1), (ExerciseKind.SKIPPED, 2, 2),
    ]  # fmt: skip
    assert score_words(scores) == "2 of 3 answers were right."
    assert went_well(scores) == "Went well: Which stage was skipped. To go over again: What comes next."
    assert went_well(score([RIGHT])) == "Everything went well."
    assert went_well(()) == ""
