"""Wrong role: a stage was entered where the process has it, by somebody whose role is not one of its owners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.beside.finding import Told, cases_flagged, earliest
from mining.beside.stays import Stays, followed
from mining.journey.two_sided import Finding
from models.beside_check import Unjudged
from models.categorical import MISSING
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType
from models.label import key as plain

NO_ROLE = -1
_NO_OWNERS = "Wrong role: no stage says who owns it; give the stages owners in Process editor."
_NO_PEOPLE = "Wrong role: the log does not say who did what; import the user of every change of stage."
_NO_ROLES = (
    "Wrong role: nothing in the log says which role a person has; give people their roles on Hand-overs."
)
_NOBODY = (
    "Wrong role in {stages}: nobody who entered it has a known role; give people their roles on Hand-overs."
)


def wrong_role(
    found: Conformance,
    stays: Stays,
    owners: Mapping[str, Sequence[str]],
    roles: Mapping[str, str],
    role_of: NDArray[np.int32],
) -> Told:
    """By stage that has `owners`: the deals in which somebody in another role entered it.

    `roles` are those of the process with their titles, `role_of` is the role (its place among them) of every label of
    the people of `found.log`, `NO_ROLE` where it is not known. Judged and compared are the deals in which the stage
    was followed and the role of somebody who entered it is known.
    """
    log = stays.log
    number = {plain(way): place for place, pair in enumerate(roles.items()) for way in pair}
    of_code = np.append(role_of, NO_ROLE)  # the last is what MISSING (-1) points to
    findings, facts, untold = [], [], []
    for stage, named in owners.items():
        wanted = [number[plain(one)] for one in named if plain(one) in number]
        entered = stays.of_stage(stage)
        if not wanted or not len(entered):
            continue
        person = log.resource.codes[stays.begin[entered]]
        known = of_code[person] != NO_ROLE
        if not known.any():
            untold.append(stage)
            continue
        entered, person = entered[known], person[known]
        as_documented = followed(found, stays, entered)
        entered, person = entered[as_documented], person[as_documented]
        wrong = ~np.isin(of_code[person], wanted)
        deviation = DeviationKey(DeviationType.WRONG_ROLE, stage)
        shown, judged = (cases_flagged(stays.case[some], log.n_cases) for some in (entered[wrong], entered))
        findings.append(Finding(deviation, shown, judged, judged))
        others = entered[wrong]
        who = _with_roles(log.resource.labels, role_of, tuple(roles.values()), person[wrong])
        facts.append(earliest(deviation, stays.case[others], log.timestamp[stays.begin[others]], who))
    return Told(tuple(findings), tuple(facts), _unjudged(found, owners, role_of, untold))


def _with_roles(
    people: Sequence[str], role_of: NDArray[np.int32], titles: Sequence[str], person: NDArray[np.int32]
) -> list[str]:
    """`Ann (Account executive)` for every entry."""
    words = {code: f"{people[code]} ({titles[role_of[code]]})" for code in np.unique(person).tolist()}
    return [words[code] for code in person.tolist()]


def _unjudged(
    found: Conformance, owners: Mapping[str, Sequence[str]], role_of: NDArray[np.int32], stages: Sequence[str]
) -> tuple[Unjudged, ...]:
    if not owners:
        sentence = _NO_OWNERS
    elif not (found.log.resource.codes != MISSING).any():
        sentence = _NO_PEOPLE
    elif (role_of == NO_ROLE).all():
        sentence = _NO_ROLES
    elif stages:
        sentence = _NOBODY.format(stages=", ".join(stages))
    else:
        return ()
    return (Unjudged(DeviationType.WRONG_ROLE, sentence),)
