"""The parts of a project file, and those of them that are text: names, notes, summary, filter and process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from mining.process.yaml_format import parse_yaml, to_yaml
from mining.recipes import parse_recipe, to_json
from mining.sources.values.zones import zone_named
from mining.working_time.public_holidays import checked_place
from models.calendar import AS_DOCUMENTED, Calendar, CalendarChoice
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.costs import Costs
from models.deviation import DeviationKey, DeviationType
from models.import_summary import ImportSummary, Quarantined
from models.petri_net import PetriNet, Transition
from models.preparation import Preparation
from models.project import ProcessModel, Project
from models.quality import Fault, Finding
from models.sales_process import SalesProcess

PROJECT, SUMMARY, FILTER = "project.json", "summary.json", "filter.json"
PREPARATION = "preparation.json"
PROCESS_YAML, PROCESS_NET = "process.yaml", "process.net.json"
RECIPE, COSTS, CALENDAR = "recipe.json", "costs.json", "calendar.json"
NAMES = frozenset((PROJECT, SUMMARY, FILTER, PREPARATION, RECIPE, COSTS, CALENDAR, PROCESS_YAML, PROCESS_NET))
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
        FILTER: _json(_filter_values(project.filter)),
        PREPARATION: _json(_preparation_values(project.preparation)),
        COSTS: _json({"extra": dict(project.costs.extra), "left_out": dict(project.costs.left_out)}),
    }
    if project.calendar is not None:
        parts[CALENDAR] = _json(_calendar_values(project.calendar))
    if project.summary is not None:
        parts[SUMMARY] = _json(asdict(project.summary))
    if project.recipe is not None:
        parts[RECIPE] = Part.of(to_json(project.recipe).encode("ascii"))
    if project.process is not None:
        name, part = _process_part(project.process)
        parts[name] = part
    return parts


def read_text_parts(parts: Mapping[str, bytes], where: str) -> Project:
    """The project without its log; raises UserError for a process in YAML,
    and ValueError, KeyError, TypeError or AttributeError elsewhere."""
    about = json.loads(parts[PROJECT])
    summary = json.loads(parts[SUMMARY]) if SUMMARY in parts else None
    return Project(
        name=_text(about["name"]),
        notes=_text(about["notes"]),
        summary=None if summary is None else _summary(summary),
        process=_process(parts, where),
        filter=_filter(json.loads(parts[FILTER])),
        preparation=_preparation(json.loads(parts[PREPARATION])) if PREPARATION in parts else Preparation(),
        recipe=parse_recipe(parts[RECIPE].decode("ascii"), where) if RECIPE in parts else None,
        costs=_costs(json.loads(parts[COSTS])) if COSTS in parts else Costs(),
        calendar=_calendar(json.loads(parts[CALENDAR])) if CALENDAR in parts else None,
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
    zone_named(_text(values["zone"]))
    return Calendar(
        frozenset(int(day) for day in values["weekdays"]),
        int(values["opens"]),
        int(values["closes"]),
        values["zone"],
        frozenset(date.fromisoformat(day) for day in values["holidays"]),
        tuple(map(checked_place, values["countries"])),
    )


def _costs(values: Mapping[str, Mapping[str, Any]]) -> Costs:
    return Costs(
        *({_text(name): int(cost) for name, cost in values[side].items()} for side in ("extra", "left_out"))
    )


def _json(value: object) -> Part:
    return Part.of(json.dumps(value).encode("ascii"))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(_text, values))


def _summary(values: Mapping[str, Any]) -> ImportSummary:
    return ImportSummary(
        source=_text(values["source"]),
        files=_texts(values["files"]),
        rows=int(values["rows"]),
        quarantined=tuple(
            Quarantined(_text(row["file"]), int(row["line"]), _text(row["reason"]))
            for row in values["quarantined"]
        ),
        notes=_texts(values["notes"]),
        findings=tuple(map(_finding, values.get("findings", ()))),
        robots=_texts(values.get("robots", ())),
        timezone=_text(values.get("timezone", "UTC")),
    )


def _finding(values: Mapping[str, Any]) -> Finding:
    return Finding(
        fault=Fault(values["fault"]),
        count=int(values["count"]),
        sentence=_text(values["sentence"]),
        examples=_texts(values["examples"]),
        deals=_texts(values["deals"]),
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
        pipelines=frozenset(_texts(values["pipelines"])),
        robots=None if robots is None else frozenset(_texts(robots)),
        stages={_text(label): _text(name) for label, name in values["stages"].items()},
        currency=_text(values["currency"]),
        rates={_text(currency): float(rate) for currency, rate in values["rates"].items()},
        switched=frozenset(Fault(fault) for fault in values["switched"]),
    )


def _filter_values(chosen: CaseFilter) -> dict[str, object]:
    deviation = chosen.deviation
    return {
        "owners": sorted(chosen.owners),
        "teams": sorted(chosen.teams),
        "segments": sorted(chosen.segments),
        "outcomes": sorted(int(outcome) for outcome in chosen.outcomes),
        "period": list(chosen.period),
        "deviation": None if deviation is None else [str(deviation.type), deviation.stage],
        "path": None if chosen.path is None else list(chosen.path),
        "rule": chosen.rule,
    }


def _filter(values: Mapping[str, Any]) -> CaseFilter:
    deviation, path = values["deviation"], values["path"]
    since, until = values["period"]
    return CaseFilter(
        owners=frozenset(_texts(values["owners"])),
        teams=frozenset(_texts(values["teams"])),
        segments=frozenset(_texts(values["segments"])),
        outcomes=frozenset(Outcome(outcome) for outcome in values["outcomes"]),
        period=(None if since is None else int(since), None if until is None else int(until)),
        deviation=None
        if deviation is None
        else DeviationKey(DeviationType(deviation[0]), _text(deviation[1])),
        path=None if path is None else (_text_or_none(path[0]), _text_or_none(path[1])),
        rule=_text_or_none(values.get("rule")),
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _process_part(process: ProcessModel) -> tuple[str, Part]:
    if isinstance(process, SalesProcess):
        return PROCESS_YAML, Part.of(to_yaml(process).encode("utf-8", "surrogatepass"))
    return PROCESS_NET, _json(asdict(process))


def _process(parts: Mapping[str, bytes], where: str) -> ProcessModel | None:
    if PROCESS_YAML in parts and PROCESS_NET in parts:
        raise ValueError("two documented processes")
    if PROCESS_YAML in parts:
        return parse_yaml(parts[PROCESS_YAML].decode("utf-8", "surrogatepass"), where)
    return _net(json.loads(parts[PROCESS_NET])) if PROCESS_NET in parts else None


def _net(values: Mapping[str, Any]) -> PetriNet:
    """A net exactly as it was; PNML would lose the names of its transitions and check it anew."""
    return PetriNet(
        name=_text(values["name"]),
        places=_texts(values["places"]),
        transitions=tuple(
            Transition(
                name=_text(transition["name"]),
                label=_text_or_none(transition["label"]),
                takes=_tokens(transition["takes"]),
                puts=_tokens(transition["puts"]),
            )
            for transition in values["transitions"]
        ),
        initial=dict(_tokens(values["initial"].items())),
        final=dict(_tokens(values["final"].items())),
    )


def _tokens(pairs: Iterable[tuple[object, Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((_text(place), int(count)) for place, count in pairs)
