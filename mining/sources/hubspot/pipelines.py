"""What HubSpot's stages and pipelines are called, and which stages close a deal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mining.sources.crm.frame import Frame
from mining.sources.hubspot.shapes import DEFAULT_STAGES
from mining.sources.values.outcomes import outcome_of_stage
from mining.sources.values.words import counted, listed
from models.case_table import Outcome
from models.categorical import Categorical
from models.label import tidy
from resources.translation import tr_n

_DEFAULT_PIPELINE = {"default": "Sales pipeline"}
_SUFFIX = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Pipelines:
    """Labels by id: of stages (`pipeline_of` says in which pipeline), and of pipelines; outcomes by label."""

    stage: Mapping[str, str] = field(default_factory=dict)
    pipeline_of: Mapping[str, str] = field(default_factory=dict)
    pipeline: Mapping[str, str] = field(default_factory=dict)
    outcome: Mapping[str, Outcome] = field(default_factory=dict)
    is_given: bool = False

    def stage_label(self, identifier: str) -> str:
        """The label of a stage by its id, also with the number that some column names add; else the id."""
        for found in (identifier, _SUFFIX.sub("", identifier)):
            if found in self.stage:
                return self.stage[found]
            if found.casefold() in DEFAULT_STAGES:
                return DEFAULT_STAGES[found.casefold()]
        return tidy(identifier)

    def pipeline_label(self, identifier: str) -> str:
        """The label of a pipeline by its id, else the id."""
        return self.pipeline.get(identifier) or _DEFAULT_PIPELINE.get(identifier) or tidy(identifier)

    def is_known(self, identifier: str) -> bool:
        """Whether the export says what the stage with this id is called, or it needs no saying."""
        plain = _SUFFIX.sub("", identifier)
        known = identifier in self.stage or plain in self.stage or tidy(identifier) in self.outcome
        return known or plain.casefold() in DEFAULT_STAGES


def read_pipelines(stages: Frame | None, pipelines: Frame | None) -> Pipelines:
    """Read the stages of the pipelines; stages of one label that mean different things are told apart."""
    names: dict[str, str] = {}
    if pipelines is not None:
        names = _pairs(pipelines, ("pipelineid",), ("label",))
    if stages is None:
        return Pipelines(pipeline=names)
    labels = _pairs(stages, ("stageid",), ("label",))
    of = _pairs(stages, ("stageid",), ("pipelineid",))
    ids = stages.column("stageid").texts()
    meanings = dict(zip(ids, _outcomes(stages), strict=True))
    label, outcome = {}, {}
    for identifier, text in labels.items():
        same = [other for other, its in labels.items() if tidy(its) == tidy(text)]
        place = of.get(identifier, "")
        shown = tidy(text)
        if any(of.get(other) == place for other in same if other != identifier):
            shown = f"{shown} ({identifier})"
        elif len({meanings[other] for other in same}) > 1:
            shown = f"{shown} ({names.get(place, place)})"
        label[identifier] = shown
        meaning = meanings[identifier]
        outcome[shown] = outcome_of_stage(shown) if meaning is Outcome.UNKNOWN else meaning
    return Pipelines(label, of, names, outcome, is_given=True)


def unknown_stages(used: Categorical, pipelines: Pipelines) -> list[str]:
    """A note where stages can only be shown by their ids; `used` are the ids in the export."""
    unknown = [label for label in used.labels if not pipelines.is_known(label)]
    numbers = [label for label in unknown if label.isdigit() or pipelines.is_given]
    if not numbers:
        return []
    entries = int(used.is_any_of(numbers).sum())
    stages = (
        f"{counted(len(numbers), 'stage')} ({listed(numbers, 3)}; {counted(entries, 'entry', 'entries')})"
    )
    if pipelines.is_given:
        return [
            tr_n(
                "{stages} is not among the stages of the pipelines in this export.",
                "{stages} are not among the stages of the pipelines in this export.",
                len(numbers),
                stages=stages,
            )
        ]
    return [
        tr_n(
            "{stages} has only a number for a name; add the pipelines (GET /crm/v3/pipelines/deals, or the "
            "table deal_pipeline_stage) to see what they are called.",
            "{stages} have only a number for a name; add the pipelines (GET /crm/v3/pipelines/deals, or the "
            "table deal_pipeline_stage) to see what they are called.",
            len(numbers),
            stages=stages,
        )
    ]


def _outcomes(stages: Frame) -> list[Outcome]:
    """What every stage means: closed with a probability of 1 or 0, or flagged as won; unknown where not said."""
    closed, won = stages.column("isclosed").texts(), stages.column("closedwon").texts()
    found = []
    for is_closed, is_won, chance in zip(closed, won, stages.column("probability").texts(), strict=True):
        number = _number(chance)
        is_end = _is_yes(is_closed) if is_closed else None
        if _is_yes(is_won) and is_end is not False:
            found.append(Outcome.WON)
        elif is_end:
            found.append(Outcome.WON if number == 1 else Outcome.LOST)
        elif is_end is False:
            found.append(Outcome.OPEN)
        else:
            found.append(Outcome.UNKNOWN)
    return found


def _pairs(frame: Frame, key: tuple[str, ...], value: tuple[str, ...]) -> dict[str, str]:
    pairs = zip(frame.column(*key).texts(), frame.column(*value).texts(), strict=True)
    return {identifier: text for identifier, text in pairs if identifier and text}


def _is_yes(text: str) -> bool:
    return text.strip().casefold() in ("true", "1", "yes")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
