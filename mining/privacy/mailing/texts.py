"""Takes names out of everything of a project that is text: process, filters, plan, notes, choices."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mining.export.names_in_words import without_names
from mining.privacy.name_parts import parts_of_names
from mining.project_parts import (
    CALENDAR,
    CHANGE,
    COSTS,
    DIAGNOSIS,
    PROCESS_YAML,
    PROJECT,
    read_text_parts,
    text_parts,
)
from models.project import Project

_FREE = frozenset({PROJECT, CHANGE, DIAGNOSIS})
"""Parts in which the user writes freely: there a surname alone is a name, too."""
_WITHOUT_PEOPLE = frozenset({COSTS, CALENDAR})


def with_texts_scrubbed(
    project: Project, people: Mapping[str, str], cells: Mapping[str, str], where: str
) -> Project:
    """The project without its logs and its stand-ins, and with `people` replaced wherever they are named.

    `cells` are replaced where they are a whole text (a deal's id, a team). Everything goes through the parts of the
    project file, so that nothing that is kept there can be forgotten here.
    """
    bare = replace(project, log=None, leads=None, stand_ins={})
    loose = {**parts_of_names(people), **people}
    parts: dict[str, bytes] = {}
    for name, part in text_parts(bare).items():
        data = part.encode()
        scrub = _scrubber(loose if name in _FREE else people, cells)
        if name in _WITHOUT_PEOPLE:
            parts[name] = data
        elif name == PROCESS_YAML:
            parts[name] = scrub(data.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
        else:
            parts[name] = json.dumps(_deep(json.loads(data), scrub)).encode("ascii")
    return read_text_parts(parts, where)


def _scrubber(people: Mapping[str, str], cells: Mapping[str, str]) -> Callable[[str], str]:
    folded = [name for name in people if len(name) > 1]

    def scrub(text: str) -> str:
        if text in cells:
            return cells[text]
        return without_names(text, {name: people[name] for name in folded if name in text})

    return scrub


def _deep(value: Any, scrub: Callable[[str], str]) -> Any:
    """The value with every text in it, keys included, as `scrub` makes it."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_deep(one, scrub) for one in value]
    if isinstance(value, dict):
        return {scrub(key): _deep(one, scrub) for key, one in value.items()}
    return value


def is_named(text: str, names: Mapping[str, str]) -> bool:
    """Whether any of the names stands in the text as a whole."""
    there = [name for name in names if name and name in text]
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in there)
