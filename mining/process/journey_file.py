"""The buyer's journey in a file of its own: signals, the buyer's steps, and which stage presumes which step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mining.process.editing.each_stage import each_stage
from mining.process.journey_templates import suggest_steps
from mining.process.text_file import bytes_of, refuse_binary, text_of
from mining.process.yaml_fields import FieldReader
from mining.process.yaml_format import parse_yaml
from mining.process.yaml_journey import JourneyReader
from mining.process.yaml_tree import Section, read_tree
from models.buyer_journey import BuyerJourney
from models.errors import UserError
from models.label import key, tidy
from models.sales_process import SalesProcess
from models.signal import Signal
from resources.translation import tr

FORMAT = "lanekeeper.journey/1"
_KINDS = tr("a buyer's journey (.yaml)")
_SECTIONS = ("format", "journey", "events", "buyer", "stages")


@dataclass(frozen=True)
class JourneyFile:
    """What a file says of the buyer: `stages` gives the step that a stage presumes, by the stage's name."""

    name: str
    journey: BuyerJourney
    signals: tuple[Signal, ...]
    stages: Mapping[str, str]


def read_journey(path: Path) -> JourneyFile:
    """Read `events`, `buyer` and `stages` from YAML; a template or a documented process with a journey does as well.

    Raises UserError with the file, the line and what is wrong: a step that comes after one that is not there or
    after itself, or a stage that presumes a step that is not there.
    """
    data = bytes_of(path, _KINDS)
    refuse_binary(data, path.name, tr("a buyer's journey"), _KINDS)
    text = text_of(data, path.name)
    tree = read_tree(text, path.name)
    if isinstance(tree, Section) and "flow" in tree:
        return _checked(_of_process(parse_yaml(text, path.name), path.name))
    if not isinstance(tree, Section) or "buyer" not in tree:
        raise UserError(
            tr(
                "{name} holds no buyer's journey; list the buyer's steps under `buyer`, such as "
                "`problem: {{evidence: [pain_recorded]}}`.",
                name=path.name,
            )
        )
    return _checked(_Reader(path.name).file(tree))


def with_journey(process: SalesProcess, file: JourneyFile) -> SalesProcess:
    """The process with the journey of the file in the place of its own.

    Signals of the file come first, those of the process with other names stay. A stage that the file does not name
    keeps its step where the journey has it; where the file names no stage at all, as a template does, the others get
    the step that their names suggest. Raises UserError for a stage that the process does not have, and for
    evidence that is no signal.
    """
    names = {key(stage.name): stage.name for stage in process.stages}
    steps = {step.name for step in file.journey.steps}
    presumed = {stage.name: stage.buyer if stage.buyer in steps else "" for stage in process.stages}
    for stage, step in file.stages.items():
        if key(stage) not in names:
            hint = _meant(
                stage, names.values(), tr("its stages are {values}", values=", ".join(names.values()))
            )
            raise UserError(
                tr(
                    "{name}: the stage {stage} under `stages` is none of {name_2}; {hint}.",
                    name=file.name,
                    stage=stage,
                    name_2=process.name,
                    hint=hint,
                )
            )
        presumed[names[key(stage)]] = step
    if not file.stages:
        suggested = suggest_steps(process, file.journey)
        presumed = {stage: step or suggested.get(stage, "") for stage, step in presumed.items()}
    mine = {key(signal.name) for signal in file.signals}
    signals = (*file.signals, *(signal for signal in process.signals if key(signal.name) not in mine))
    _check_evidence(file, signals)
    return replace(
        process,
        flow=each_stage(process.flow, lambda stage: replace(stage, buyer=presumed[stage.name])),
        signals=signals,
        journey=file.journey,
    )


class _Reader(FieldReader):
    def file(self, tree: Section) -> JourneyFile:
        written = tree.get("format", FORMAT)
        if written != FORMAT:
            raise UserError(
                tr(
                    "{where} has the format {written}, not {format}; correct the line `format:`.",
                    where=self.where,
                    written=written,
                    format=FORMAT,
                )
            )
        self.refuse_unknown(tree, _SECTIONS, tr("the journey"))
        named = self.section(
            tree.get("journey", Section()), "`journey`", tr("write `journey: {name: Six buying jobs}`")
        )
        self.refuse_unknown(named, ("name",), "`journey`")
        reader = JourneyReader(self.where)
        journey = reader.journey(tree["buyer"])
        if journey is None:
            raise UserError(tr("{where}: `buyer` names no step; list at least one.", where=self.where))
        return JourneyFile(self.where, journey, reader.signals(tree.get("events", "")), self._stages(tree))

    def _stages(self, tree: Section) -> Mapping[str, str]:
        value: Any = tree.get("stages", "")
        if value == "":
            return {}
        section = self.section(value, "`stages`", tr("write one stage a line, such as `Proposal: selection`"))
        return {tidy(stage): self.text(section, stage, "`stages`") for stage in section}


def _of_process(process: SalesProcess, where: str) -> JourneyFile:
    if process.journey is None:
        raise UserError(
            tr("{where} is a process without a buyer's journey; add the section `buyer`.", where=where)
        )
    stages = {stage.name: stage.buyer for stage in process.stages if stage.buyer}
    return JourneyFile(where, process.journey, process.signals, stages)


def _checked(file: JourneyFile) -> JourneyFile:
    steps = [step.name for step in file.journey.steps]
    for step in file.journey.steps:
        for before in step.after:
            if before not in steps:
                hint = _meant(before, steps, tr("its steps are {steps}", steps=", ".join(steps)))
                raise UserError(
                    tr(
                        "{name}: the buyer step {name_2} comes after {before}, which is none; {hint}.",
                        name=file.name,
                        name_2=step.name,
                        before=before,
                        hint=hint,
                    )
                )
        if step.name in file.journey.before(step.name):
            raise UserError(
                tr(
                    "{name}: the buyer step {name_2} comes after itself; correct `after`.",
                    name=file.name,
                    name_2=step.name,
                )
            )
    for stage, presumed in file.stages.items():
        if presumed and presumed not in steps:
            hint = _meant(presumed, steps, tr("its steps are {steps}", steps=", ".join(steps)))
            raise UserError(
                tr(
                    "{name}: the stage {stage} presumes {presumed}, which is no step; {hint}.",
                    name=file.name,
                    stage=stage,
                    presumed=presumed,
                    hint=hint,
                )
            )
    return file


def _check_evidence(file: JourneyFile, signals: tuple[Signal, ...]) -> None:
    known = [signal.name for signal in signals]
    for step in file.journey.steps:
        unknown = next((name for name in step.evidence if name not in known), None)
        if unknown is not None:
            hint = _meant(unknown, known, tr("describe it under `events`"))
            raise UserError(
                tr(
                    "{name}: the evidence {unknown} of the buyer step {name_2} is no event; {hint}.",
                    name=file.name,
                    unknown=unknown,
                    name_2=step.name,
                    hint=hint,
                )
            )


def _meant(written: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(written, list(known), 1)
    return tr("you may have meant {near}", near=near[0]) if near else otherwise
