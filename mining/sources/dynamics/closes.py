"""Dynamics' opportunityclose activities and business process flows: when deals were closed, and snapshots of stages."""

from __future__ import annotations

import numpy as np

from mining.sources.crm.closings import STATUS
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.field_changes import STAGE, FieldChanges
from mining.sources.crm.frame import repeats
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Check, Noticed, always, picked, sifted
from mining.sources.dynamics import tables
from mining.sources.dynamics.audit import NO_CHANGES
from mining.sources.dynamics.labels import Labels
from mining.sources.source import ImportOptions
from mining.sources.values.categories import relabel
from models.categorical import MISSING, Categorical
from resources.translation import tr


def closings(
    objects: Objects,
    audited: FieldChanges,
    deals: DealList | None,
    options: ImportOptions,
    noticed: Noticed,
) -> FieldChanges:
    """When deals were closed, of those of which the audit does not tell it.

    The time is that of the activity (it is made when somebody closes the deal), else the end that was typed in.
    Whether the deal was won is said by the activity, by its subject, or for the last closing by the deal's state.
    """
    frame = objects.get(tables.CLOSES)
    if frame is None:
        return NO_CHANGES
    case = relabel(frame.column(*tables.OPPORTUNITY), tables.id_of)
    told = audited.case.take(audited.of(STATUS))
    is_told = case.is_any_of(
        {told.labels[code] for code in np.unique(told.codes).tolist() if code != MISSING}
    )
    times = frame_times(frame, options, "createdon", "actualend")
    if not (times.micros >= 0).any():
        times = frame_times(frame, options, "actualend")
    said = relabel(
        frame.column("opportunitystatecode", "opportunitystatecodename"),
        lambda text: tables.STATES.get(text.casefold(), ""),
    )
    subject = relabel(frame.column("subject"), _by_subject)
    outcome = picked((None, said), (None, subject), (_is_last(case, times.micros), _state(case, deals)))
    checks: list[Check] = [
        (tr("no id of the deal"), case.codes == MISSING),
        (tr("the closing does not say whether the deal was won or lost"), outcome.codes == MISSING),
    ]
    rows = sifted(frame, times, checks, noticed, ~is_told)
    actor = frame.column(
        tables.shown("owneridvalue"), tables.shown("createdbyvalue"), "owneridname", "owneridvalue", "ownerid"
    )
    nothing = Categorical.empty(len(rows))
    status = always(STATUS, len(rows))
    return FieldChanges(
        case.take(rows), times.micros[rows], actor.take(rows), status, nothing, outcome.take(rows)
    )


def snapshots(objects: Objects, labels: Labels, options: ImportOptions, noticed: Noticed) -> FieldChanges:
    """The stages of business process flows, where several snapshots of a flow show more than the present one."""
    frame = objects.get(tables.FLOWS)
    if frame is None:
        return NO_CHANGES
    case = relabel(frame.column(*tables.OPPORTUNITY), tables.id_of)
    stage = picked(
        (None, frame.column(*(tables.shown(name) for name in tables.ACTIVE_STAGE))),
        (
            None,
            relabel(
                frame.column(*tables.ACTIVE_STAGE), lambda text: labels.stages.get(tables.id_of(text), text)
            ),
        ),
    )
    times = frame_times(frame, options, "activestagestartedon", is_needed=False)
    if not repeats(frame.column("businessprocessflowinstanceid")).any() or len(np.unique(times.micros)) < 2:
        return NO_CHANGES
    checks: list[Check] = [
        (tr("no id of the deal"), case.codes == MISSING),
        (tr("no active stage"), stage.codes == MISSING),
    ]
    rows = sifted(frame, times, checks, noticed)
    noticed.notes.append(
        tr(
            "{names} holds snapshots: stages that began and ended between two of them are not in the log.",
            names=frame.names,
        )
    )
    nothing = Categorical.empty(len(rows))
    return FieldChanges(
        case.take(rows), times.micros[rows], nothing, always(STAGE, len(rows)), nothing, stage.take(rows)
    )


def active_stages(objects: Objects, labels: Labels) -> dict[str, str]:
    """The present stage of the flow of every deal; of several snapshots that of the last row."""
    frame = objects.get(tables.FLOWS)
    if frame is None:
        return {}
    deals = relabel(frame.column(*tables.OPPORTUNITY), tables.id_of).texts()
    return dict(zip(deals, _active_stage(frame, labels).texts(), strict=True))


def _active_stage(frame: ObjectFrame, labels: Labels) -> Categorical:
    names = relabel(
        frame.column(*tables.ACTIVE_STAGE), lambda text: labels.stages.get(tables.id_of(text), text)
    )
    return picked((None, frame.column(*(tables.shown(name) for name in tables.ACTIVE_STAGE))), (None, names))


def _by_subject(text: str) -> str:
    """Dynamics names the activity "Opportunity Won" or "Opportunity Lost" and such."""
    words = text.casefold().split()
    return "Won" if "won" in words else "Lost" if "lost" in words else ""


def _is_last(
    case: Categorical, times: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which closing is the last one of its deal."""
    order = np.lexsort((np.arange(len(times)), times, case.codes))
    last = np.empty(len(order), dtype=bool)
    last[order] = np.append(np.diff(case.codes[order]) != 0, True) if len(order) else True
    return last


def _state(case: Categorical, deals: DealList | None) -> Categorical:
    if deals is None:
        return Categorical.empty(len(case))
    state = relabel(deals.column("statecode", "status"), lambda text: tables.STATES.get(text.casefold(), ""))
    of = dict(zip(deals.deals.ids.texts(), state.texts(), strict=True))
    return relabel(case, lambda label: of.get(label, "") if of.get(label, "") in ("Won", "Lost") else "")
