"""From the CRM's labels to documented stages, and from closing labels to outcomes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mining.aggregates.variants import with_variants
from mining.conformance.reference import Reference
from models.case_table import Outcome
from models.categorical import MISSING
from models.event_log import EventLog
from models.label import key

_OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST}


def relabel(stages: EventLog, reference: Reference) -> EventLog:
    """A log of stage events under their documented names; labels that the process does not know stay.

    Where two labels mean one stage, going from one to the other is no event of its own. Outcomes the log does
    not know are read from its closing events, if it has any.
    """
    renamed = [reference.names.get(key(label), label) for label in stages.activity.labels]
    labels = tuple(dict.fromkeys(renamed))
    place = {name: code for code, name in enumerate(labels)}
    code_of = np.array([place[name] for name in renamed], dtype=np.int32)
    named = with_variants(stages).with_activities(labels, code_of)
    if len(labels) == len(renamed):  # every label keeps to itself
        return _with_outcomes(named, reference)
    same_case = np.diff(named.case_of_event, prepend=-1) == 0
    same_stage = np.diff(named.activity.codes, prepend=-1) == 0
    other_label = np.diff(stages.activity.codes, prepend=-1) != 0
    return _with_outcomes(named.keep_events(~(same_case & same_stage & other_label)), reference)


def _with_outcomes(log: EventLog, reference: Reference) -> EventLog:
    """Closed is a deal whose last documented event is an end; one that went on after an end is open again."""
    outcome_of = {end.title: _OUTCOMES.get(end.name, Outcome.OPEN) for end in reference.ends}
    unknown = log.cases.outcome == Outcome.UNKNOWN
    if not unknown.any() or not log.activity.is_any_of(outcome_of).any():
        return log
    events = np.flatnonzero(log.activity.is_any_of(set(reference.names.values())))
    last = np.full(log.n_cases, MISSING, dtype=np.int64)
    last[log.case_of_event[events]] = events  # ascending, so that the last one of a case stays
    by_code = np.array([outcome_of.get(label, Outcome.OPEN) for label in log.activity.labels], dtype=np.int8)
    closed = np.where(last == MISSING, Outcome.OPEN, by_code[log.activity.codes[last]])
    outcome = np.where(unknown, closed, log.cases.outcome).astype(np.int8)
    known = replace(log, cases=replace(log.cases, outcome=outcome))
    if log.knows_variants:
        known.learn_variants(log.variants)
    return known
