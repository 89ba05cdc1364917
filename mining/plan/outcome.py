"""The outcome that can be verified on a day, in words: how much of what, until when, and how many deals that takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mining.decay.metrics import deviation_named
from mining.number_format import day, number
from mining.plan.metrics import CYCLE_DAYS, FITNESS, WIN_RATE, level_words, metric_words, person_words
from models.change_plan import ChangeAction
from models.deviation import DeviationType
from resources.translation import tr, tr_n

_SHARES = {
    DeviationType.SKIPPED: tr("By {day} at most {target} of the deals that get past {stage} have left it out."),
    DeviationType.OUT_OF_ORDER: tr("By {day} at most {target} of the deals that reach {stage} take it out of order."),
    DeviationType.REPEATED: tr("By {day} at most {target} of the deals that reach {stage} repeat it more than agreed."),
    DeviationType.WENT_BACK: tr("By {day} at most {target} of the deals that reached {stage} go back to it."),
    DeviationType.UNDOCUMENTED: tr("By {day} at most {target} of the deals have the undocumented step {stage}."),
    DeviationType.PREMATURE_CLOSE: tr("By {day} at most {target} of the deals that reach {stage} close from there."),
    DeviationType.MISSING_EVIDENCE: tr("By {day} at most {target} of the deals leave {stage} without its evidence."),
    DeviationType.BUYER_NOT_THERE_YET: tr(
        "By {day} at most {target} of the deals come to {stage} before the buyer is there."
    ),
    DeviationType.BUYER_AHEAD: tr("By {day} the buyer is further than {stage} in at most {target} of the deals."),
    DeviationType.STALLED: tr("By {day} at most {target} of the deals open in {stage} are quiet for too long."),
    DeviationType.LATE: tr("By {day} at most {target} of the deals stay in {stage} longer than it allows."),
    DeviationType.WRONG_ROLE: tr("By {day} at most {target} of the deals have {stage} entered by another role."),
    DeviationType.BARE_CLOSE: tr("By {day} at most {target} of the deals that end as {stage} lack what that asks for."),
    DeviationType.HAND_OVER: tr("By {day} at most {target} of the deals with the hand-over show: {stage}."),
}  # fmt: skip
_OF_DEALS = {
    WIN_RATE: tr("By {day} at least {target} of the deals that are old enough are won."),
    CYCLE_DAYS: tr("By {day} won deals take no more than {target} from creation to close, in the mean."),
    FITNESS: tr("By {day} the mean fitness of deals is at least {target}."),
}


def outcome_words(
    action: ChangeAction, needed: int | None, weeks: int | None, stand_ins: Mapping[str, str] | None = None
) -> str:
    """What can be verified on the due day; empty without a metric, a target or a day.

    `needed` deals tell it with a power of 80 %, which come within `weeks` at the pace of the baseline; None for either
    where that cannot be told.
    """
    if not action.metric or action.target is None or action.due is None:
        return ""
    said = [_what(action, action.target, action.due)]
    if action.person:
        said.append(tr("Counted are the deals of {who}.", who=person_words(action.person, stand_ins)))
    elif action.group:
        said.append(tr("Counted are the deals of {who}.", who=action.group))
    said.append(needed_words(action, needed, weeks))
    return " ".join(part for part in said if part)


def needed_words(action: ChangeAction, needed: int | None, weeks: int | None) -> str:
    """How many deals tell the change, and when there are so many: empty without a baseline."""
    if action.baseline is None or action.target is None:
        return ""
    if needed is None:
        deals = tr_n(
            "{count} deal", "{count} deals", action.baseline.value.n, count=number(action.baseline.value.n)
        )
        return tr(
            "With the {deals} of the baseline no number of later deals can tell so small a change.",
            deals=deals,
        )
    if weeks is None:
        return tr_n(
            "At least {count} deal is needed to tell.", "At least {count} deals are needed to tell.", needed,
            count=number(needed),
        )  # fmt: skip
    return tr_n(
        "At least {deals} deals are needed to tell: about {count} week at the pace of the baseline.",
        "At least {deals} deals are needed to tell: about {count} weeks at the pace of the baseline.",
        weeks,
        deals=number(needed),
        count=number(weeks),
    )


def due_day(today: date, weeks: int | None) -> date:
    """A day to verify by: the end of the month in which enough deals are there, in a quarter of a year to a year."""
    wanted = today + timedelta(weeks=min(max(weeks or 0, 13), 50))
    return (wanted.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _what(action: ChangeAction, target: float, due: date) -> str:
    words = {"day": day(due), "target": level_words(target, action.metric)}
    if action.metric in _OF_DEALS:
        return _OF_DEALS[action.metric].format(**words)
    key = deviation_named(action.metric)
    if key is None or key.type not in _SHARES:
        return tr(
            "By {day} at most {target} of the deals show: {what}.", what=metric_words(action.metric), **words
        )
    return _SHARES[key.type].format(stage=key.stage, **words)
