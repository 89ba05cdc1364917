"""Journeys of the buyer to start from, one YAML file each in `resources/journeys`, and which step a stage presumes."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

from mining.process.yaml_journey import JourneyReader
from mining.process.yaml_tree import Section, read_tree
from models.buyer_journey import BuyerJourney, BuyerStep
from models.errors import UserError
from models.label import key
from models.sales_process import SalesProcess, Stage
from models.signal import Signal
from resources.translation import tr

_FOLDER = files("resources") / "journeys"


class JourneyTemplate(NamedTuple):
    """The signals of a template in the order in which they are tried, and the journey that they are evidence of."""

    signals: tuple[Signal, ...]
    journey: BuyerJourney


def journey_template_names() -> tuple[str, ...]:
    """The ids of the templates, in alphabetical order; what to call one is `journey_title(id)`."""
    names = (file.name for file in _FOLDER.iterdir() if file.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in names))


def journey_template(name: str) -> JourneyTemplate:
    """The template of that id; UserError where there is none."""
    tree, where = _tree(name), f"{name}.yaml"
    reader = JourneyReader(where)
    journey = reader.journey(tree["buyer"])
    if journey is None:
        raise UserError(tr("{where} has no steps; list them under `buyer`.", where=where))
    return JourneyTemplate(reader.signals(tree["events"]), journey)


def journey_title(name: str) -> str:
    """What the template of that id is called; UserError where there is none."""
    return str(_tree(name)["journey"]["name"])


def _tree(name: str) -> Section:
    if name not in journey_template_names():
        raise UserError(
            tr(
                "There is no journey {name}; choose one of {journey_template_names}.",
                name=name,
                journey_template_names=", ".join(journey_template_names()),
            )
        )
    tree = read_tree((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    assert isinstance(tree, Section)
    return tree


_ALWAYS_ON = re.compile(
    r"\b(secur|legal|complian|pilot|trial|proof|poc\b|validat|referenc|(id\. |identify )?decision makers?|consens"
    r"|committee|approv)"
)
_STAGES = (
    re.compile(
        r"\b(qualif|prospect|lead\b|leads\b|inquir|enquir|connect|mql|aql|sal\b|sql|new\b|open\b|problem)"
    ),
    re.compile(r"\b(discover|needs|explor|develop|investigat|diagnos)"),
    re.compile(r"\b(demo|value prop|solution|present|evaluat|requirement|scop|business case|technical)"),
    re.compile(r"\b(propos|quot|price|pricing|offer|negotiat|contract|clos|commit|select|verbal|sign)"),
)
"""Words in the names of stages, by the job the buyer works on: problem, exploration, requirements, selection."""
_STEPS = (
    re.compile(r"\b(problem|need|pain|interest|aware)"),
    re.compile(r"\b(explor|consider|research|option|educat)"),
    re.compile(r"\b(requirement|criteria|scope|evaluat)"),
    re.compile(r"\b(select|decision|decid|purchas|buy|commit)"),
)
"""Words in the names of steps, by the same jobs."""
_JOBS = len(_STAGES)


def suggest_steps(process: SalesProcess, journey: BuyerJourney) -> dict[str, str]:
    """For the stages of a process the step of the journey that each might presume, by their names.

    A stage says by the words in its name or in its CRM labels which job it serves; one that says nothing serves
    that of the stage before it, at the beginning the first. Stages that serve what is always on, such as a security
    review, are left out, and so is a stage whose words would go back behind an earlier stage.
    """
    steps = tuple(step for step in journey.steps if not step.always_on)
    found: dict[str, str] = {}
    if not steps:
        return found
    now = steps[0].name
    for stage in process.stages:
        job = _job_of(stage)
        if job is None:
            continue
        step = now if job == _JOBS else _step_of(job, steps)
        if step not in journey.before(now):
            found[stage.name] = now = step
    return found


def _job_of(stage: Stage) -> int | None:
    """The job by its place in `_STAGES`, `_JOBS` where the names say nothing, None for one that is always on."""
    for name in (stage.name, *stage.labels):
        if _ALWAYS_ON.search(key(name)):
            return None
        # "Value proposition" has words of two jobs: the earlier one is meant
        job = next((place for place, words in enumerate(_STAGES) if words.search(key(name))), None)
        if job is not None:
            return job
    return _JOBS


def _step_of(job: int, steps: tuple[BuyerStep, ...]) -> str:
    """The step with the words of the job, or else the one that stands where the job does among all."""
    words = _STEPS[job]
    named = (step.name for step in steps if words.search(key(f"{step.name} {step.title}")))
    return next(named, steps[round(job * (len(steps) - 1) / (_JOBS - 1))].name)
