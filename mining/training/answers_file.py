"""Keeps the answers that were given on this machine, in a small file of the user's own; nothing is in the project."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from mining.atomic_file import write_atomically
from models.errors import UserError
from models.training import ExerciseKind, GivenAnswer
from resources.translation import tr

FORMAT = "lanekeeper.training/1"
MOST_KEPT = 2_000
"""Of one person or group no more answers are kept than these; the oldest go first."""

_MOST_BYTES = 4_000_000


def answers_folder() -> Path:
    """Where the answers of all projects are kept."""
    return user_data_path("lanekeeper", appauthor=False) / "training"


@dataclass(frozen=True)
class AnswersFile:
    """The answers of one person (by stand-in) or group in one project.

    `project` names the project, with its place where it is saved; `label` is a stand-in or the name of a group. The
    name of the file shows neither of them. `folder` is where the files of all projects are.
    """

    folder: Path
    project: str
    label: str

    @property
    def path(self) -> Path:
        """Where this file is, whether there is one or not."""
        return self.folder / _name(self.project) / f"{_name(self.label)}.json"

    def read(self) -> tuple[GivenAnswer, ...]:
        """What was answered, the oldest first; nothing where there is no file, or one that cannot be understood."""
        try:
            if self.path.stat().st_size > _MOST_BYTES:
                return ()
            told = json.loads(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return ()
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            return ()
        rows = told.get("answers")
        answers = (_answer(row) for row in rows) if isinstance(rows, list) else ()
        return tuple(answer for answer in answers if answer is not None)

    def add(self, answers: Sequence[GivenAnswer]) -> None:
        """Keep more answers; UserError where the file cannot be written, and then it is as it was."""
        kept = (*self.read(), *answers)[-MOST_KEPT:]
        rows = [
            {"exercise": one.exercise, "kind": one.kind.value, "right": one.right, "day": one.day.isoformat()}
            for one in kept
        ]
        content = json.dumps(
            {"format": FORMAT, "whom": self.label, "answers": rows}, ensure_ascii=False, indent=1
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                tr(
                    "The answers cannot be kept in {folder}: {reason}. Training goes on without it.",
                    folder=self.path.parent,
                    reason=error.strerror,
                )
            ) from error
        write_atomically(self.path, content.encode())

    def delete(self) -> None:
        """Forget all of it; UserError where the file cannot be removed."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                tr(
                    "{file} cannot be deleted: {reason}; delete it by hand.",
                    file=self.path,
                    reason=error.strerror,
                )
            ) from error


def _name(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]


def _answer(row: object) -> GivenAnswer | None:
    """One answer as it is kept, None for what is none."""
    if not isinstance(row, dict):
        return None
    exercise, kind, right, day = (row.get(key) for key in ("exercise", "kind", "right", "day"))
    known = {one.value: one for one in ExerciseKind}
    if not isinstance(exercise, str) or kind not in known or not isinstance(right, bool):
        return None
    if not isinstance(day, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return None
    try:
        return GivenAnswer(exercise, known[kind], right, date.fromisoformat(day))
    except ValueError:
        return None
