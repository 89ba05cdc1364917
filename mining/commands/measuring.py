"""`--measures` and `--compare` of `lanekeeper check`: how good the process is as a model, and a second opinion."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.conformance import Conformance
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel

BEYOND = 3.0
"""Times are unusual beyond so many standard deviations."""


def add_measures(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    parser.add_argument(
        "--measures",
        action="store_true",
        help="also how every stage fits, precision, generalisation, footprints, and unusual times between stages",
    )
    parser.add_argument(
        "--compare", action="store_true", help="also what pm4py's replay says of the won deals; takes longer"
    )


@dataclass(frozen=True)
class Measured:
    """What was asked for: `json` to be added to the result, and `lines` to be printed."""

    json: Mapping[str, Any]
    lines: tuple[str, ...]


def measured(
    arguments: argparse.Namespace, found: Conformance, log: EventLog, process: ProcessModel, report: Report
) -> Measured:
    """Measure a check of `log` against `process` as far as the command line asks for it."""
    fields: dict[str, Any] = {}
    lines: list[str] = []
    if arguments.measures:
        _measure(found, report, fields, lines)
    if arguments.compare:
        _compare(found, log, process, report, fields, lines)
    return Measured({"measures": fields} if fields else {}, tuple(lines))


def _measure(found: Conformance, report: Report, fields: dict[str, Any], lines: list[str]) -> None:
    import numpy as np

    from mining.measures.measures_json import quality_of_model_json
    from mining.measures.quality import model_quality
    from mining.measures.temporal import temporal_profile
    from mining.measures.wording import quality_sentences, stage_sentence, times_sentence

    everyone = np.ones(found.log.n_cases, dtype=bool)
    quality = model_quality(found, everyone)
    times = temporal_profile(found.log, everyone, BEYOND, report)
    fields |= quality_of_model_json(quality, times, found.log.cases.ids)
    lines += [stage_sentence(row) for row in quality.stages]
    lines += [*quality_sentences(quality), times_sentence(times)]


def _compare(
    found: Conformance,
    log: EventLog,
    process: ProcessModel,
    report: Report,
    fields: dict[str, Any],
    lines: list[str],
) -> None:
    import numpy as np

    from mining.conformance.measures import log_fitness
    from mining.measures.measures_json import replay_json
    from mining.measures.peers import FINISHED, token_replay
    from mining.measures.wording import replay_sentence

    finished = np.isin(found.log.cases.outcome, FINISHED)
    try:
        replay = token_replay(found, log, process, finished, report)
    except UserError as error:  # pm4py took too long or failed: our own measures stand all the same
        fields["peers"] = {"token_replay": None, "without": str(error)}
        lines.append(f"There is no second opinion: {error}")
        return
    ours = log_fitness(found, finished)
    fields["peers"] = {"token_replay": replay_json(replay, found.log) | {"ours": ours}, "without": ""}
    lines.append(replay_sentence(replay, ours))
