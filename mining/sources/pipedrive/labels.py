"""What Pipedrive's ids stand for: stages, pipelines, options of fields, kinds of activities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from mining.sources.crm.frame import Frame
from mining.sources.table.columns import plain_name
from mining.sources.values.words import counted, listed
from models.categorical import Categorical
from models.label import key, tidy
from resources.translation import tr

WON, LOST = "Won", "Lost"
"""The stages that a status makes: winning or losing a deal does not change its stage."""
_ACTIVITIES = {
    "call": "Call",
    "meeting": "Meeting",
    "task": "Task",
    "deadline": "Deadline",
    "email": "Email",
    "lunch": "Lunch",
}
"""The kinds of activities every account starts with."""
_LONGEST = 1_000_000


@dataclass(frozen=True)
class Labels:
    """Labels by id: of stages (`pipeline_of` says in which pipeline), pipelines, reasons and kinds of activities."""

    stage: Mapping[str, str] = field(default_factory=dict)
    pipeline_of: Mapping[str, str] = field(default_factory=dict)
    pipeline: Mapping[str, str] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)
    activity: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def stage_label(self, identifier: str) -> str:
        """The label of a stage, else its id; a stage that is called like a status is told apart from it."""
        label = tidy(self.stage.get(identifier, identifier))
        return f"{label} (stage)" if key(label) in (key(WON), key(LOST)) else label

    def pipeline_label(self, identifier: str) -> str:
        """The label of a pipeline, else its id."""
        return tidy(self.pipeline.get(identifier, identifier))

    def pipeline_of_stage(self, identifier: str) -> str:
        """The label of the pipeline of a stage, empty where that is not known."""
        place = self.pipeline_of.get(identifier, "")
        return self.pipeline_label(place) if place else ""

    def activity_label(self, kind: str) -> str:
        """What activities of a kind are called."""
        return tidy(self.activity.get(kind) or _ACTIVITIES.get(kind, kind.replace("_", " ").capitalize()))


def read_labels(
    stages: Frame | None,
    pipelines: Frame | None,
    fields: Frame | None,
    kinds: Frame | None,
    changes: Frame | None,
) -> Labels:
    """Read the labels: of stages from their own table, else the options of the field, else the changes themselves."""
    options, notes = _options(fields)
    stage = {**_formatted(changes, "stageid"), **options.get("stageid", {})}
    pipeline_of: dict[str, str] = {}
    if stages is not None:
        stage |= _pairs(stages, ("stageid", "id"), ("stagename", "name"))
        pipeline_of = _pairs(stages, ("stageid", "id"), ("pipelineid",))
    pipeline = {**_formatted(changes, "pipeline"), **options.get("pipeline", {})}
    if stages is not None:
        pipeline |= _pairs(stages, ("pipelineid",), ("pipelinename",))
    if pipelines is not None:
        pipeline |= _pairs(pipelines, ("id", "pipelineid"), ("name",))
    activity = _pairs(kinds, ("keystring", "type"), ("name",)) if kinds is not None else {}
    return Labels(stage, pipeline_of, pipeline, options.get("lostreason", {}), activity, tuple(notes))


def unknown_stages(used: Categorical, labels: Labels) -> list[str]:
    """A note where stages can only be shown by their ids; `used` are the ids in the export."""
    unknown = [label for label in used.labels if label not in labels.stage]
    if not unknown:
        return []
    return [
        tr(
            "{stages} ({unknown}) can only be shown by number; add the stages (GET /v1/stages) to "
            "see what they are called.",
            stages=counted(len(unknown), "stage"),
            unknown=listed(unknown, 3),
        )
    ]


def _options(fields: Frame | None) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The options of every field by its key, and notes on those that cannot be read."""
    found: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    if fields is None:
        return found, notes
    keys = fields.column("fieldkey", "key").texts()
    texts = fields.column("fieldvalueoptions", "options").texts()
    for name, text in zip(keys, texts, strict=True):
        if not text.strip():
            continue
        try:
            options = json.loads(text, parse_int=str) if len(text) <= _LONGEST else None
        except (ValueError, RecursionError):
            options = None
        if not isinstance(options, list):
            notes.append(
                tr(
                    "The options of the field {tidy} in {names} are no JSON list: not used.",
                    tidy=tidy(name),
                    names=fields.names,
                )
            )
            continue
        found[plain_name(name)] = {
            str(option["id"]): str(option["label"])
            for option in options
            if isinstance(option, Mapping) and option.get("id") and option.get("label")
        }
    return found, notes


def _formatted(changes: Frame | None, name: str) -> dict[str, str]:
    """The labels that the changes of a field themselves give (in a flow)."""
    if changes is None:
        return {}
    is_field = changes.column("changedfieldkey", "fieldkey")
    wanted = {label for label in is_field.labels if plain_name(label) in (name, f"{name}id")}
    rows = is_field.is_any_of(wanted).nonzero()[0]
    found: dict[str, str] = {}
    for side in ("old", "new"):
        ids = changes.column(f"{side}value").take(rows)
        shown = changes.column(f"{side}valueformatted", f"additionaldata{side}valueformatted").take(rows)
        found |= {i: s for i, s in dict.fromkeys(zip(ids.texts(), shown.texts(), strict=True)) if i and s}
    return found


def _pairs(frame: Frame, identifier: tuple[str, ...], label: tuple[str, ...]) -> dict[str, str]:
    pairs = zip(frame.column(*identifier).texts(), frame.column(*label).texts(), strict=True)
    return {i: text for i, text in pairs if i and text}
