"""Recipes: answers of an import as a file, remembered by the shape of the export, and given again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from mining.atomic_file import write_atomically
from mining.sources.files.json_keys import outer_keys
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.source import Candidate, ImportOptions
from mining.sources.table.columns import plain_name
from models.column_mapping import ROLES, ColumnMapping
from models.errors import UserError
from models.preparation import Preparation
from models.recipe import Recipe
from resources.translation import tr

FORMAT = "lanekeeper.recipe/1"
ENDING = ".json"
_LARGEST = 1_000_000
_DATE = re.compile(r"\d{1,4}[-_./ ]\d{1,2}[-_./ ]\d{1,4}|(?:19|20)\d{6}")
_SHAPE = re.compile(r"[0-9a-f]{32}")


def shape_of(source: str, candidates: Iterable[Candidate]) -> str:
    """What two exports of the same kind have in common: the source and the columns of each kind of file.

    Names of files, their number and order, the order of columns and dates in their names do not count.
    """
    kinds = {_kind(candidate) for candidate in candidates}
    return hashlib.sha256(json.dumps([source, sorted(kinds)]).encode("ascii")).hexdigest()[:32]


def recipe_of(
    options: ImportOptions, shape: str = "", made: str = "", before: Recipe | None = None
) -> Recipe:
    """The answers that these options are, with those about deals and people of `before`."""
    return replace(
        before or Recipe(),
        source=options.source,
        shape=shape,
        mapping=options.mapping,
        timezone=options.zone,
        day_first=options.is_day_first,
        sheet=options.sheet,
        object_type=options.object_type,
        made=made,
    )


def options_of(recipe: Recipe) -> ImportOptions:
    """How to read an export as the recipe says."""
    return ImportOptions(
        recipe.source, recipe.mapping, recipe.timezone, recipe.day_first, recipe.sheet, recipe.object_type
    )


def completed(options: ImportOptions, recipe: Recipe) -> ImportOptions:
    """What the options leave open is as the recipe says, unless they name another source."""
    if options.source not in ("auto", recipe.source):
        return options
    told = options_of(recipe)
    return ImportOptions(
        told.source,
        options.mapping or told.mapping,
        options.zone if options.zone != "UTC" else told.zone,
        told.day_first if options.is_day_first is None else options.is_day_first,
        options.sheet or told.sheet,
        options.object_type or told.object_type,
    )


def preparation_of(recipe: Recipe, before: Preparation | None = None) -> Preparation:
    """How to prepare the log as the recipe says; what it does not speak of stays as `before`."""
    return replace(
        before or Preparation(),
        pipelines=recipe.pipelines,
        robots=recipe.robots,
        stages=dict(recipe.stages),
        currency=recipe.currency,
        rates=dict(recipe.rates),
    )


def with_preparation(recipe: Recipe, preparation: Preparation) -> Recipe:
    """The recipe with the answers about deals and people."""
    return replace(
        recipe,
        pipelines=preparation.pipelines,
        robots=preparation.robots,
        stages=dict(preparation.stages),
        currency=preparation.currency,
        rates=dict(preparation.rates),
    )


def to_json(recipe: Recipe) -> str:
    """The recipe as people can read it."""
    mapping = recipe.mapping
    columns = None if mapping is None else {**mapping.columns, "stages": list(mapping.stages)}
    values = {
        "format": FORMAT,
        "made": recipe.made,
        "source": recipe.source,
        "shape": recipe.shape,
        "columns": columns,
        "timezone": recipe.timezone,
        "day_first": recipe.day_first,
        "sheet": recipe.sheet,
        "object_type": recipe.object_type,
        "pipelines": sorted(recipe.pipelines),
        "robots": None if recipe.robots is None else sorted(recipe.robots),
        "currency": recipe.currency,
        "rates": dict(recipe.rates),
        "stages": dict(recipe.stages),
        "process_stages": dict(recipe.labels),
    }
    return json.dumps(values, indent=2) + "\n"


def parse_recipe(text: str, name: str) -> Recipe:
    """The opposite of `to_json`, for any text from anywhere; raises UserError where it is no recipe."""
    try:
        values = json.loads(text)
        if isinstance(values, dict) and re.fullmatch(r"lanekeeper\.recipe/\d+", str(values.get("format"))):
            if values["format"] != FORMAT:
                raise UserError(
                    tr(
                        "{name} was saved by a newer version of Lanekeeper; update it to use the recipe.",
                        name=name,
                    )
                )
            return _recipe(values)
    except json.JSONDecodeError as error:
        raise _no_recipe(name) from error
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, AttributeError) as error:
        raise UserError(
            tr(
                "{name} is a damaged recipe ({why}); save it again from an import.",
                name=name,
                why=_why(error),
            )
        ) from error
    raise _no_recipe(name)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe's file; raises UserError (one sentence) where it is none."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or tr("its name cannot be used")
        raise UserError(
            tr("The recipe {name} cannot be read ({why}); check the name.", name=path.name, why=why)
        ) from error
    if len(data) > _LARGEST:
        raise UserError(
            tr("{name} is too large for a recipe; choose a file that Lanekeeper saved.", name=path.name)
        )
    try:
        return parse_recipe(data.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise _no_recipe(path.name) from error


def write_recipe(recipe: Recipe, path: Path) -> None:
    """Write a recipe's file, whole or not at all; raises UserError."""
    write_atomically(path, to_json(recipe).encode("ascii"))


def remembered(folder: Path, shape: str) -> Recipe | None:
    """The recipe of the last import of this shape, None where there is none; raises UserError where it is damaged."""
    path = folder / f"{shape}{ENDING}"
    if not _SHAPE.fullmatch(shape) or not path.is_file():
        return None
    recipe = read_recipe(path)
    return recipe if recipe.shape == shape else None


def remember(folder: Path, recipe: Recipe) -> None:
    """Keep the recipe for the next export of its shape; raises UserError where the folder cannot be written."""
    if not _SHAPE.fullmatch(recipe.shape):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr(
                "The folder of recipes {name} cannot be made ({strerror}).",
                name=folder.name,
                strerror=error.strerror,
            )
        ) from error
    write_recipe(recipe, folder / f"{recipe.shape}{ENDING}")


def _kind(candidate: Candidate) -> tuple[str, ...]:
    """The columns of a table; of other files the last part of their name, and the outermost keys of JSON."""
    if candidate.sample is not None:
        return tuple(
            sorted({plain_name(_DATE.sub("", column)) for column in candidate.sample.columns} - {""})
        )
    name = candidate.path.name.lower()
    keys = outer_keys(candidate.head) if name.endswith(JSON_ENDINGS) else ()
    return (f".{name.removesuffix('.gz').rpartition('.')[2]}", *keys)


def _recipe(values: Mapping[str, Any]) -> Recipe:
    made, day_first = _text(values.get("made", "")), values.get("day_first")
    if made:
        date.fromisoformat(made)
    if day_first is not None and not isinstance(day_first, bool):
        raise ValueError("day_first is neither true nor false")
    shape, zone = _text(values.get("shape", "")), _text(values.get("timezone", "UTC"))
    if shape and not _SHAPE.fullmatch(shape):
        raise ValueError("the shape is none")
    robots = values.get("robots")
    return Recipe(
        source=_text(values["source"]),
        shape=shape,
        mapping=_mapping(values.get("columns"), zone, day_first),
        timezone=zone,
        day_first=day_first,
        sheet=_text(values.get("sheet", "")),
        object_type=_text(values.get("object_type", "")),
        pipelines=frozenset(_texts(values.get("pipelines", []))),
        robots=None if robots is None else frozenset(_texts(robots)),
        currency=_text(values.get("currency", "")),
        rates={name: _rate(rate) for name, rate in _pairs(values.get("rates", {}))},
        stages={name: _text(stage) for name, stage in _pairs(values.get("stages", {}))},
        labels={name: _text(stage) for name, stage in _pairs(values.get("process_stages", {}))},
        made=made,
    )


def _mapping(columns: object, zone: str, day_first: bool | None) -> ColumnMapping | None:
    if columns is None:
        return None
    pairs = dict(_pairs(columns))
    stages = tuple(_texts(pairs.pop("stages", [])))
    named = {role: _text(column) for role, column in pairs.items()}
    if set(named) - set(ROLES):
        raise ValueError(f"there is no role {sorted(set(named) - set(ROLES))[0][:40]!r}")
    return replace(ColumnMapping(timezone=zone, day_first=day_first, stages=stages), **named)  # type: ignore[arg-type]  # text roles


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _texts(values: object) -> Sequence[str]:
    if not isinstance(values, list):
        raise ValueError("a list of names is expected")
    return [_text(value) for value in values]


def _pairs(values: object) -> Sequence[tuple[str, Any]]:
    if not isinstance(values, dict):
        raise ValueError("a table of names is expected")
    return [(_text(name), value) for name, value in values.items()]


def _rate(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a rate is no number")
    rate = float(value)
    if not isfinite(rate) or rate <= 0:
        raise ValueError("a rate is not above zero")
    return rate


def _no_recipe(name: str) -> UserError:
    return UserError(
        tr("{name} is no recipe; choose a file that Lanekeeper saved with 'Save recipe'.", name=name)
    )


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return tr("it is nested too deep")
    return (
        tr("it is no JSON")
        if isinstance(error, json.JSONDecodeError)
        else str(error)[:80] or tr("a value is wrong")
    )
