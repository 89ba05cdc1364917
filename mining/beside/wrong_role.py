"""Wrong role: a stage was entered where the process has it, by somebody whose role is not one of its owners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.roles_of_people import NO_ROLE
from mining.beside.finding import Gap, Told, cases_flagged, earliest
from mining.beside.stays import Stays
from mining.journey.two_sided import Finding
from models.categorical import MISSING, Categorical
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.label import key as plain
from resources.translation import tr

_NO_PEOPLE = tr("Wrong role: the log does not say who did what; import the user of every change of stage.")
_NO_ROLES = tr(
    "Wrong role: nothing in the log says which role a person has; give people their roles on Hand-overs."
)
_NOBODY = tr(
    "Wrong role in {stages}: nobody who entered it has a known role; give people their roles on Hand-overs."
)


@dataclass(frozen=True, eq=False)
class People:
    """The people of a checked log in the roles of its process: short names with titles, in their order.

    `role_of` is the place of the role of every label of the log's resources, `NO_ROLE` where it is not known.
    """

    roles: Mapping[str, str]
    role_of: NDArray[np.int32]

    def wanted(self, owners: Sequence[str]) -> list[int]:
        """The places of the roles that are called so, by short name or title."""
        number = {plain(way): place for place, pair in enumerate(self.roles.items()) for way in pair}
        return [number[plain(one)] for one in owners if plain(one) in number]


def wrong_role(
    stays: Stays, stage: str, owners: Sequence[str], people: People, followed: NDArray[np.bool_]
) -> Told:
    """The deals in which somebody in another role than the `owners` entered a stage.

    `followed` has one flag a stay in the stage. Judged and compared are the deals in which the stage was followed and
    the role of somebody who entered it is known; nothing is judged where no owner is a role of the process.
    """
    log, wanted = stays.log, people.wanted(owners)
    entries = stays.entries(stage)
    entered, person = entries.stay, entries.person
    if not wanted or not len(entered):
        return Told()
    is_right = np.append(np.isin(people.role_of, wanted), False)  # the last is what MISSING (-1) points to
    is_known = np.append(people.role_of != NO_ROLE, False)
    known = is_known[person]
    if not known.any():
        all_known = (people.role_of != NO_ROLE).any()
        return Told(gaps=(Gap(DeviationType.WRONG_ROLE, _NOBODY, stage),) if all_known else ())
    known &= followed
    wrong = known & ~is_right[person]
    deviation = DeviationKey(DeviationType.WRONG_ROLE, stage)
    shown, judged = (cases_flagged(entries.case[some], log.n_cases) for some in (wrong, known))
    who = Categorical(person[wrong], log.resource.labels)
    role = Categorical(people.role_of[person[wrong]], tuple(people.roles.values()))
    facts = earliest(deviation, entries.case[wrong], stays.began[entered[wrong]], role, who)
    return Told((Finding(deviation, shown, judged, judged),), (facts,))


def nobody_known(log: EventLog, people: People) -> Told:
    """What is to be said of a log that does not say who is what."""
    if not (log.resource.codes != MISSING).any():
        words = _NO_PEOPLE
    elif (people.role_of == NO_ROLE).all():
        words = _NO_ROLES
    else:
        return Told()
    return Told(gaps=(Gap(DeviationType.WRONG_ROLE, words),))
