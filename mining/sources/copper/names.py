"""Copper's ids as people read them: users, stages, pipelines and types of activities."""

from __future__ import annotations

from dataclasses import dataclass

from mining.sources.copper import tables
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import picked
from mining.sources.crm.users import Users, read_users
from mining.sources.values.categories import relabel
from models.categorical import Categorical

_WORDS = (("call", "Call"), ("meeting", "Meeting"), ("note", "Note"), ("email", "Email"), ("to do", "Task"))


@dataclass(frozen=True)
class Names:
    """Names by id; of types of activities by category and id."""

    users: Users
    stages: dict[str, str]
    pipelines: dict[str, str]
    types: dict[str, str]

    def activity(self, sort: str) -> str:
        """The label of an activity of a type, empty for those of the system."""
        if sort.startswith("system") or sort in ("property changed", "pipeline stage changed"):
            return ""
        name = self.types.get(sort) or ("Note" if sort == "user 0" else sort)
        label = next((label for word, label in _WORDS if word in name.casefold()), name)
        return "Activity" if label.startswith("user ") else label


def read_names(objects: Objects) -> Names:
    """What the files of an export say of ids; notes have the fixed id 0 (developer.copper.com, "Activity Types")."""
    stages, types = objects.get(tables.PIPELINES), objects.get(tables.TYPES)
    kinds = {}
    if types is not None:
        rows = zip(
            types.column("category").texts(),
            types.column("id").texts(),
            types.column("name").texts(),
            strict=True,
        )
        kinds = {f"{category} {number}": name for category, number, name in rows}
    return Names(
        read_users(objects.get(tables.USERS)),
        _pairs(stages, "id", "name"),
        _pairs(stages, "pipelineof", "pipelinename"),
        kinds,
    )


def type_of(log: ObjectFrame) -> Categorical:
    """Category and id of the type of every activity ("system 3"), or its name."""
    category, number = log.column("typecategory", "category"), log.column("typeid", "activitytypeid")
    both = Categorical.of(
        [f"{c} {n}" if c and n else "" for c, n in zip(category.texts(), number.texts(), strict=True)]
    )
    return relabel(
        picked((None, log.column("typeof")), (None, both), (None, log.column("activitytype", "type"))),
        str.casefold,
    )


def _pairs(frame: ObjectFrame | None, code: str, label: str) -> dict[str, str]:
    if frame is None:
        return {}
    pairs = zip(frame.column(code).texts(), frame.column(label).texts(), strict=True)
    return {value: name for value, name in pairs if value and name}
