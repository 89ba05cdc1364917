"""Writes what was discovered to a file: a picture, a model or data, by the ending of its name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mining.atomic_file import write_atomically
from mining.discovery.models import discover
from mining.discovery.process_map import process_map
from mining.worker import Worker
from mining.working_time.words import calendar_json
from models.conformance import Conformance
from models.discovered_model import Miner
from models.errors import UserError
from models.event_log import EventKind, EventLog
from models.progress import Report, silent
from resources.translation import tr

PICTURES = (".svg", ".png", ".pdf")
MODELS = (".bpmn", ".pnml", ".ptml")
SUFFIXES = (*PICTURES, *MODELS, ".json")


def write_discovery(
    log: EventLog,
    conformance: Conformance | None,
    out: Path,
    miner: Miner = Miner.INDUCTIVE,
    noise: float = 0.2,
    report: Report = silent,
    worker: Worker | None = None,
    mask: NDArray[np.bool_] | None = None,
) -> None:
    """Discover from the deals and write `out`: the map (.svg .png .pdf .json) or a model (.bpmn .pnml .ptml).

    `mask` (one flag a deal of the log that is read) chooses some of the deals; a picture then says how many.
    With a check of the log the map shows the documented process. A model speaks the CRM's own labels, so that
    the same log can be checked against it. The file is complete or not there at all. A warm `worker` saves
    seconds for models. Raises UserError for another ending, for a place that cannot be written, and for a model that
    the format cannot hold.
    """
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            tr(
                "{name} has an ending that cannot be written; use one of {suffixes}.",
                name=out.name,
                suffixes=", ".join(SUFFIXES),
            )
        )
    if not out.absolute().parent.is_dir():
        raise UserError(
            tr(
                "The folder {parent} does not exist; create it or choose another one.",
                parent=out.absolute().parent,
            )
        )
    write_atomically(out, _content(log, conformance, suffix, miner, noise, report, worker, mask))


def _content(
    log: EventLog,
    conformance: Conformance | None,
    suffix: str,
    miner: Miner,
    noise: float,
    report: Report,
    worker: Worker | None,
    mask: NDArray[np.bool_] | None,
) -> bytes:
    chosen = np.ones(log.n_cases, dtype=bool) if mask is None else mask
    log = log.of_kind(EventKind.STAGE)
    if conformance:  # it has read outcomes from closing events
        log = replace(log, cases=conformance.log.cases)
    if suffix in MODELS:
        from mining.drawing.model_file import discovered_file

        return discovered_file(discover(log, chosen, miner, noise, report, worker), suffix, report)
    report(0.1, tr("Counting paths"))
    found = process_map(conformance.log if conformance else log, conformance, chosen)
    if suffix == ".json":
        from mining.discovery.map_json import map_json

        told = map_json(found) | calendar_json(log)
        return (json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    from mining.discovery.pictures import picture

    return picture(found, suffix.removeprefix("."), report, log.n_cases)
