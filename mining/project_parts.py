"""The parts of a project file, and those of them that are text: names, notes, summary, filters and process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from mining.filter_json import filter_of, filter_values, text_of, text_or_none, texts_of
from mining.process.yaml_format import parse_yaml, to_yaml
from mining.project_change import change_values, plan_of, report_of, snapshots_of, stand_ins_of_project
from mining.project_diagnosis import areas_of, diagnosis_values, reviews_of, thresholds_of
from mining.recipes import parse_recipe, to_json
from mining.sources.values.zones import zone_named
from mining.working_time.public_holidays import checked_place
from models.calendar import AS_DOCUMENTED, Calendar, CalendarChoice
from models.costs import Costs
from models.import_summary import ImportSummary, Quarantined
from models.petri_net import PetriNet, Transition
from models.preparation import Preparation
from models.project import ProcessModel, Project
from models.quality import Fault, Finding
from models.sales_process import SalesProcess
from models.saved_filter import SavedFilter

PROJECT, SUMMARY, FILTER = "project.json", "summary.json", "filter.json"
PREPARATION = "preparation.json"
PROCESS_YAML, PROCESS_NET = "process.yaml", "process.net.json"
RECIPE, COSTS, CALENDAR = "recipe.json", "costs.json", "calendar.json"
SAVED_FILTERS = "saved_filters.json"
EARLIER, DRAFTS = "earlier.json", "drafts.json"
DIAGNOSIS, CHANGE = "diagnosis.json", "change.json"
NAMES = frozenset(
    (
        *(PROJECT, SUMMARY, FILTER, SAVED_FILTERS, PREPARATION, RECIPE, COSTS, CALENDAR),
        *(PROCESS_YAML, PROCESS_NET, EARLIER, DRAFTS, DIAGNOSIS, CHANGE),
    )
)
"""The names of the text parts."""


@dataclass(frozen=True)
class Part:
    """One part of a project: what tells it from another, and how to get its bytes when it has to be written."""

    fingerprint: bytes
    encode: Callable[[], bytes]

    @classmethod
    def of(cls, data: bytes) -> Part:
        """A part whose bytes are at hand."""
        return cls(hashlib.sha256(data).digest(), lambda: data)


def encoded(texts: Iterable[str]) -> list[bytes]:
    """The texts as UTF-8, lone surrogates included."""
    return [text.encode("utf-8", "surrogatepass") for text in texts]


def decoded(texts: Iterable[bytes]) -> tuple[str, ...]:
    """The opposite of `encoded`."""
    return tuple(text.decode("utf-8", "surrogatepass") for text in texts)


def text_parts(project: Project) -> dict[str, Part]:
    """Everything of a project but its log."""
    parts = {
        PROJECT: _json({"name": project.name, "notes": project.notes}),
        FILTER: _json(filter_values(project.filter)),
        PREPARATION: _json(_preparation_values(project.preparation)),
        COSTS: _json({"extra": dict(project.costs.extra), "left_out": dict(project.costs.left_out)}),
    }
    if project.calendar is not None:
        parts[CALENDAR] = _json(_calendar_values(project.calendar))
    for name, chosen in ((DIAGNOSIS, diagnosis_values(project)), (CHANGE, change_values(project))):
        if chosen:
            parts[name] = _json(chosen)
    if project.saved_filters:
        parts[SAVED_FILTERS] = _json(
            [{"name": saved.name, "filter": filter_values(saved.filter)} for saved in project.saved_filters]
        )
    if project.summary is not None:
        parts[SUMMARY] = _json(asdict(project.summary))
    if project.recipe is not None:
        parts[RECIPE] = Part.of(to_json(project.recipe).encode("ascii"))
    if project.process is not None:
        name, part = _process_part(project.process)
        parts[name] = part
    for name, processes in ((EARLIER, project.earlier), (DRAFTS, project.drafts)):
        if processes:
            parts[name] = _json([to_yaml(process) for process in processes])
    return parts


def read_text_parts(parts: Mapping[str, bytes], where: str) -> Project:
    """The project without its log; raises UserError for a process in YAML,
    and ValueError, KeyError, TypeError or AttributeError elsewhere."""
    about = json.loads(parts[PROJECT])
    summary = json.loads(parts[SUMMARY]) if SUMMARY in parts else None
    chosen, change = json.loads(parts.get(DIAGNOSIS, b"{}")), json.loads(parts.get(CHANGE, b"{}"))
    return Project(
        name=text_of(about["name"]),
        notes=text_of(about["notes"]),
        summary=None if summary is None else _summary(summary),
        process=_process(parts, where),
        filter=filter_of(json.loads(parts[FILTER])),
        preparation=_preparation(json.loads(parts[PREPARATION])) if PREPARATION in parts else Preparation(),
        recipe=parse_recipe(parts[RECIPE].decode("ascii"), where) if RECIPE in parts else None,
        costs=_costs(json.loads(parts[COSTS])) if COSTS in parts else Costs(),
        calendar=_calendar(json.loads(parts[CALENDAR])) if CALENDAR in parts else None,
        saved_filters=tuple(map(_saved, json.loads(parts.get(SAVED_FILTERS, b"[]")))),
        earlier=_processes(parts, EARLIER, where),
        drafts=_processes(parts, DRAFTS, where),
        areas=areas_of(chosen),
        thresholds=thresholds_of(chosen),
        reviews=reviews_of(chosen),
        plan=plan_of(change),
        report=report_of(change),
        snapshots=snapshots_of(change),
        stand_ins=stand_ins_of_project(change),
    )


def _calendar_values(chosen: Calendar | Literal["as documented"]) -> object:
    if not isinstance(chosen, Calendar):
        return chosen
    return {
        "weekdays": sorted(chosen.weekdays),
        "opens": chosen.opens,
        "closes": chosen.closes,
        "zone": chosen.zone,
        "holidays": [day.isoformat() for day in sorted(chosen.holidays)],
        "countries": list(chosen.countries),
    }


def _calendar(values: Any) -> CalendarChoice:
    if values == AS_DOCUMENTED:
        return AS_DOCUMENTED
    zone_named(text_of(values["zone"]))
    return Calendar(
        frozenset(int(day) for day in values["weekdays"]),
        int(values["opens"]),
        int(values["closes"]),
        values["zone"],
        frozenset(date.fromisoformat(day) for day in values["holidays"]),
        tuple(map(checked_place, values["countries"])),
    )


def _saved(values: Mapping[str, Any]) -> SavedFilter:
    return SavedFilter(text_of(values["name"]), filter_of(values["filter"]))


def _costs(values: Mapping[str, Mapping[str, Any]]) -> Costs:
    return Costs(
        *({text_of(name): int(cost) for name, cost in values[side].items()} for side in ("extra", "left_out"))
    )


def _json(value: object) -> Part:
    return Part.of(json.dumps(value).encode("ascii"))


def _summary(values: Mapping[str, Any]) -> ImportSummary:
    return ImportSummary(
        source=text_of(values["source"]),
        files=texts_of(values["files"]),
        rows=int(values["rows"]),
        quarantined=tuple(
            Quarantined(text_of(row["file"]), int(row["line"]), text_of(row["reason"]))
            for row in values["quarantined"]
        ),
        notes=texts_of(values["notes"]),
        findings=tuple(map(_finding, values.get("findings", ()))),
        robots=texts_of(values.get("robots", ())),
        timezone=text_of(values.get("timezone", "UTC")),
    )


def _finding(values: Mapping[str, Any]) -> Finding:
    return Finding(
        fault=Fault(values["fault"]),
        count=int(values["count"]),
        sentence=text_of(values["sentence"]),
        examples=texts_of(values["examples"]),
        deals=texts_of(values["deals"]),
    )


def _preparation_values(chosen: Preparation) -> dict[str, object]:
    return {
        "pipelines": sorted(chosen.pipelines),
        "robots": None if chosen.robots is None else sorted(chosen.robots),
        "stages": dict(chosen.stages),
        "currency": chosen.currency,
        "rates": dict(chosen.rates),
        "switched": sorted(chosen.switched),
    }


def _preparation(values: Mapping[str, Any]) -> Preparation:
    robots = values["robots"]
    return Preparation(
        pipelines=frozenset(texts_of(values["pipelines"])),
        robots=None if robots is None else frozenset(texts_of(robots)),
        stages={text_of(label): text_of(name) for label, name in values["stages"].items()},
        currency=text_of(values["currency"]),
        rates={text_of(currency): float(rate) for currency, rate in values["rates"].items()},
        switched=frozenset(Fault(fault) for fault in values["switched"]),
    )


def _process_part(process: ProcessModel) -> tuple[str, Part]:
    if isinstance(process, SalesProcess):
        return PROCESS_YAML, Part.of(to_yaml(process).encode("utf-8", "surrogatepass"))
    return PROCESS_NET, _json(asdict(process))


def _process(parts: Mapping[str, bytes], where: str) -> ProcessModel | None:
    if PROCESS_YAML in parts and PROCESS_NET in parts:
        raise ValueError("two documented processes")
    if PROCESS_YAML in parts:
        return parse_yaml(parts[PROCESS_YAML].decode("utf-8", "surrogatepass"), where, validated=False)
    return _net(json.loads(parts[PROCESS_NET])) if PROCESS_NET in parts else None


def _processes(parts: Mapping[str, bytes], name: str, where: str) -> tuple[SalesProcess, ...]:
    texts = texts_of(json.loads(parts.get(name, b"[]")))
    return tuple(parse_yaml(text, where, validated=False) for text in texts)


def _net(values: Mapping[str, Any]) -> PetriNet:
    """A net exactly as it was; PNML would lose the names of its transitions and check it anew."""
    return PetriNet(
        name=text_of(values["name"]),
        places=texts_of(values["places"]),
        transitions=tuple(
            Transition(
                name=text_of(transition["name"]),
                label=text_or_none(transition["label"]),
                takes=_tokens(transition["takes"]),
                puts=_tokens(transition["puts"]),
            )
            for transition in values["transitions"]
        ),
        initial=dict(_tokens(values["initial"].items())),
        final=dict(_tokens(values["final"].items())),
    )


def _tokens(pairs: Iterable[tuple[object, Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((text_of(place), int(count)) for place, count in pairs)
