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
from models.temporal_profile import TemporalProfile
from resources.translation import tr


def add_measures(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    parser.add_argument(
        "--measures",
        action="store_true",
        help=tr(
            "also how every stage fits, precision, generalisation, footprints, and unusual times "
            "between stages"
        ),
    )
    parser.add_argument(
        "--compare",
        action="store_true",
        help=tr("also what pm4py's replay says of the won deals; takes longer"),
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
    if not (arguments.measures or arguments.compare):
        return Measured({}, ())
    import numpy as np

    from mining.measures.comparison import compare
    from mining.measures.measures_json import comparison_json
    from mining.measures.wording import replay_sentence

    everyone = np.ones(found.log.n_cases, dtype=bool)
    fields: dict[str, Any] = {}
    lines: list[str] = []
    comparison = compare(found, log, process, everyone, report) if arguments.compare else None
    if arguments.measures:
        times, without = (comparison.times, "") if comparison else _times(found, report)
        _measure(found, times, fields, lines)
        lines += [without] if without else []
    if comparison is not None:
        fields["peers"] = comparison_json(comparison, found.log)
        replay = comparison.replay
        lines.append(
            tr("There is no second opinion: {without}", without=comparison.without)
            if replay is None
            else replay_sentence(replay, comparison.ours)
        )
    return Measured({"measures": fields}, tuple(lines))


def _times(found: Conformance, report: Report) -> tuple[TemporalProfile | None, str]:
    """The usual times, or why there are none: the other measures stand all the same."""
    import numpy as np

    from mining.measures.comparison import BEYOND
    from mining.measures.temporal import temporal_profile

    try:
        return temporal_profile(found.log, np.ones(found.log.n_cases, dtype=bool), BEYOND, report), ""
    except UserError as error:
        return None, str(error)


def _measure(
    found: Conformance, times: TemporalProfile | None, fields: dict[str, Any], lines: list[str]
) -> None:
    import numpy as np

    from mining.measures.measures_json import quality_of_model_json
    from mining.measures.quality import model_quality
    from mining.measures.wording import quality_sentences, stage_sentence, times_sentence

    quality = model_quality(found, np.ones(found.log.n_cases, dtype=bool))
    fields |= quality_of_model_json(quality, times, found.log.cases.ids)
    lines += [stage_sentence(row) for row in quality.stages]
    lines += [*quality_sentences(quality, found.ends), *([times_sentence(times)] if times else [])]
