"""What was done around one deal beside its stages, and how that is said in few words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from mining.number_format import date, day_and_time, plural
from models.case_table import DAY
from models.deal_activity import ActivityType, DealActivity, Direction
from models.event_log import DIRECTION, SUBJECT, EventKind, EventLog
from resources.translation import mid_sentence, tr

_WORDS: Sequence[tuple[ActivityType, frozenset[str]]] = (
    (ActivityType.QUOTE, frozenset({"quote", "quotation", "proposal", "offer", "angebot"})),
    (ActivityType.EMAIL, frozenset({"email", "mail"})),
    (ActivityType.CALL, frozenset({"call", "phone", "voicemail", "anruf", "telefonat"})),
    (ActivityType.MESSAGE, frozenset({"message", "sms", "whatsapp", "linkedin", "chat"})),
    (
        ActivityType.MEETING,
        frozenset({"meeting", "appointment", "visit", "demo", "lunch", "termin", "besprechung"}),
    ),
    (ActivityType.TASK, frozenset({"task", "todo", "deadline", "aufgabe"})),
    (ActivityType.NOTE, frozenset({"note", "notiz"})),
)
"""The words by which the name of an activity tells its type, the first that fits."""

_LOOKED_AT = frozenset({"opened", "viewed", "clicked", "read"})
"""What buyers do with an e-mail without writing one."""
_TALKS = (ActivityType.EMAIL, ActivityType.CALL, ActivityType.MESSAGE, ActivityType.MEETING)
_JOINED = re.compile(r"\b(e|to)[- ](?=mails?\b|dos?\b)")


def activities_of(log: EventLog, deal: str) -> tuple[DealActivity, ...]:
    """Everything of the deal with this id that is no stage, in order of time; empty where the log lacks the deal.

    `log` is the prepared log: lead events that the process documents are stages there, and so not among these.
    """
    if deal not in log.cases.ids:
        return ()
    case = log.cases.ids.index(deal)
    begin, end = int(log.case_start[case]), int(log.case_start[case + 1])
    events = begin + np.flatnonzero(log.kind[begin:end] != EventKind.STAGE)
    ways, subjects = log.extra.get(DIRECTION), log.extra.get(SUBJECT)
    found = []
    for event in events.tolist():
        kind = EventKind(log.kind[event])
        sort = type_of(log.activity.text(event), kind)
        way = _direction(ways.text(event) if ways is not None else "")
        found.append(
            DealActivity(
                type=sort,
                label=log.activity.text(event),
                time=int(log.timestamp[event]),
                who=log.resource.text(event),
                direction=way,
                subject=subjects.text(event) if subjects is not None else "",
                from_buyer=is_from_buyer(sort, kind, way),
            )
        )
    return tuple(found)


def has_activities(log: EventLog) -> bool:
    """Whether anything in the log is no stage."""
    return bool((log.kind != EventKind.STAGE).any())


def is_from_buyer(sort: ActivityType, kind: EventKind, way: Direction) -> bool:
    """Whether the buyer took part: in all buyer events, in what came in, and in meetings, which take two."""
    return kind == EventKind.BUYER or way is Direction.INCOMING or sort is ActivityType.MEETING


def type_of(label: str, kind: EventKind) -> ActivityType:
    """The type of an activity by its name: what buyers do is a buyer signal unless they wrote, called or met."""
    if kind == EventKind.LEAD:
        return ActivityType.LEAD
    words = set(re.findall(r"\w+", _JOINED.sub(r"\1", label.casefold())))
    words |= {word.removesuffix("s") for word in words}
    found = next((sort for sort, names in _WORDS if names & words), ActivityType.OTHER)
    is_talk = found in _TALKS and not words & _LOOKED_AT
    return ActivityType.BUYER if kind == EventKind.BUYER and not is_talk else found


def counted(activities: Iterable[DealActivity]) -> str:
    """`5 e-mails`; of several types `3 calls, 2 e-mails`, in the order of the types."""
    count = Counter(activity.type for activity in activities)
    return ", ".join(_counted(count[sort], sort) for sort in ActivityType if count[sort])


def in_total(activities: Sequence[DealActivity]) -> str:
    """`5 e-mails` where all are of one type, else `7 activities`."""
    if len({activity.type for activity in activities}) == 1:
        return counted(activities)
    return plural(len(activities), "activity")


def what(activity: DealActivity) -> str:
    """What it is and which way it went: `Call, incoming`, `Note`."""
    way = way_words(activity.direction)
    return f"{activity.label}, {mid_sentence(way)}" if way else activity.label


def way_words(direction: Direction) -> str:
    """`Incoming`, `Outgoing`, or nothing where it is not known."""
    return {Direction.INCOMING: tr("Incoming"), Direction.OUTGOING: tr("Outgoing")}.get(direction, "")


def when(activity: DealActivity) -> str:
    """Day and minute, and only the day where the time is a midnight: many CRMs date a task by its day alone."""
    return day_and_time(activity.time) if activity.time % DAY else date(activity.time)


def _direction(text: str) -> Direction:
    return (
        Direction(text) if text in (Direction.INCOMING.value, Direction.OUTGOING.value) else Direction.UNKNOWN
    )


def _counted(count: int, sort: ActivityType) -> str:
    return plural(count, sort.value)
