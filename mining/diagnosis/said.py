"""What cannot be said about a log, and why: a sentence each, instead of a number that is none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.judged import LEAST_OF_A_REP
from mining.diagnosis.verdicts.rep import FEWEST_REPS
from mining.number_format import plural
from models.analysis import Analysis
from models.case_table import Outcome
from models.categorical import MISSING
from models.event_log import EventKind, EventLog
from resources.translation import tr, tr_n

NO_PROCESS = tr(
    "There is no documented process: nothing can depart from it. Write one down or import it first."
)
_FEW_DEALS = 30


def cannot_be_said(
    analysis: Analysis, prepared: EventLog, mask: NDArray[np.bool_], few: int, fewest: int
) -> tuple[str, ...]:
    """Of the deals in `mask`; `few` kinds of deviation are in fewer than `fewest` deals."""
    cases = analysis.log.cases
    outcome = cases.outcome[mask]
    said = []
    n = int(mask.sum())
    if not n:
        return (tr("No deal is left of what is chosen: nothing can be said."),)
    if n < _FEW_DEALS:
        there = tr_n("There is only {deals}", "There are only {deals}", n, deals=plural(n, "deal"))
        said.append(tr("{there}: hardly anything can be told apart from chance.", there=there))
    said += _people(analysis, mask)
    if not np.isin(outcome, (Outcome.WON, Outcome.LOST)).any():
        ended = (
            tr("all deals are open")
            if (outcome == Outcome.OPEN).all()
            else tr("the log does not say how deals ended")
        )
        said.append(tr("Nothing can be said of winning: {ended}.", ended=ended))
        which = tr("open deals") if (outcome == Outcome.OPEN).all() else tr("deals that may still be open")
        said.append(tr("What {which} leave out may still be done, so nobody is called for it.", which=which))
    currencies = np.unique(cases.currency.codes[mask & (cases.currency.codes != MISSING)])
    if len(currencies) > 1:
        said.append(
            tr("Amounts are in several currencies: deals are called small or large within each of them.")
        )
    if np.isnan(cases.amount[mask]).all():
        said.append(tr("No deal has an amount: small and large deals are not held apart."))
    if not (prepared.kind == EventKind.ACTIVITY).any():
        said.append(
            tr(
                "The log has no calls, meetings or e-mails: how much people record, and whether a habit "
                "is one of comfort, cannot be told."
            )
        )
    if few:
        said.append(
            tr_n(
                "{kinds} of deviation is seen in fewer than {fewest} deals and not judged.",
                "{kinds} of deviation are seen in fewer than {fewest} deals and not judged.",
                few,
                kinds=plural(few, "kind"),
                fewest=fewest,
            )
        )
    return (*said, *(one.sentence for one in analysis.unjudged))


def _people(analysis: Analysis, mask: NDArray[np.bool_]) -> list[str]:
    """Whether there are reps and teams to compare."""
    cases = analysis.log.cases
    owner, team = cases.owner.codes[mask], cases.team.codes[mask]
    known = owner[owner != MISSING]
    if not len(known):
        return [tr("No deal has an owner: whose a deviation is cannot be told.")]
    said = []
    reps = int((np.bincount(known) >= LEAST_OF_A_REP).sum())
    if reps < FEWEST_REPS:
        said.append(
            tr_n(
                "{reps} has {least_of_a_rep} deals or more: among fewer than {fewest_reps} no habit of "
                "one can be told from what is usual.",
                "{reps} have {least_of_a_rep} deals or more: among fewer than {fewest_reps} no habit of "
                "one can be told from what is usual.",
                reps,
                reps=plural(reps, "rep"),
                least_of_a_rep=LEAST_OF_A_REP,
                fewest_reps=FEWEST_REPS,
            )
        )
    teams = len(np.unique(team[team != MISSING]))
    if teams < 2:
        there = tr("no team") if not teams else tr("only one team")
        said.append(
            tr(
                "There is {there} in the log: whether a team reads the steps differently cannot be told.",
                there=there,
            )
        )
    return said
