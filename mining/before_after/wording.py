"""Before and after in plain words: one sentence a metric, one for all of it, and what could not be held equal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mining.decay.metrics import deviation_named
from mining.kpis.wording import interval_words, moved_words, written
from mining.number_format import NBSP, day, decimal, number, plural, q_words, signed
from models.before_after import BeforeAfter, Moved, Row
from models.deviation import DeviationType
from models.diagnosis import Estimate
from models.kpi_series import KpiUnit, KpiValue
from resources.translation import tr, tr_n

MOVED_WORDS = {
    Moved.BETTER: tr("Better"),
    Moved.WORSE: tr("Worse"),
    Moved.DIFFERENT: tr("Different"),
    Moved.UNCHANGED: tr("Unchanged"),
    Moved.EARLIER: tr("Had changed before"),
    Moved.CANNOT_TELL: tr("Cannot tell"),
}
_IN_TEAMS: Sequence[tuple[Moved, Callable[[str], str]]] = (
    (Moved.BETTER, lambda teams: tr("better in {teams}", teams=teams)),
    (Moved.WORSE, lambda teams: tr("worse in {teams}", teams=teams)),
    (Moved.DIFFERENT, lambda teams: tr("different in {teams}", teams=teams)),
    (Moved.EARLIER, lambda teams: tr("changed before already in {teams}", teams=teams)),
    (Moved.UNCHANGED, lambda teams: tr("unchanged in {teams}", teams=teams)),
    (Moved.CANNOT_TELL, lambda teams: tr("cannot be told in {teams}", teams=teams)),
)
_MOVED = (Moved.BETTER, Moved.WORSE, Moved.DIFFERENT)
_SEASONS = {
    1: tr("January to March"),
    2: tr("April to June"),
    3: tr("July to September"),
    4: tr("October to December"),
}


def value_text(value: Estimate | None, row: Row) -> str:
    """`41 %`, `52 days`, an en dash where nothing is known."""
    return written(value.value if value else None, row.unit, row.currency)


def value_with_interval(value: Estimate | None, row: Row) -> str:
    """`41 % (35–47 %, 210 deals)`."""
    if value is None:
        return tr("Too few deals")
    told = KpiValue(value.value, value.low, value.high, value.n)
    return tr(
        "{value} ({interval}, {deals})",
        value=value_text(value, row),
        interval=interval_words(told, row.unit),
        deals=plural(value.n, "deal"),
    )


def change_text(row: Row) -> str:
    """`−47 points (−52 to −42)`, an en dash where it cannot be told."""
    change = row.change
    if change is None:
        return "–"
    return moved_words(KpiValue(change.value, change.low, change.high, change.n), row.unit, row.currency)


def change_interval(row: Row) -> str:
    """`−52 to −42 points`, `−3 to +2 days`."""
    change = row.change
    if change is None:
        return ""
    if row.unit is KpiUnit.SHARE:
        return tr("{low} to {high} points", low=signed(change.low), high=signed(change.high))
    low, high = (_signed(end) for end in (change.low, change.high))
    if row.unit is KpiUnit.DAYS:
        return tr("{low} to {high} days", low=low, high=high)
    return tr("{low} to {high} {unit}", low=low, high=high, unit=row.currency).strip()


def row_sentence(row: Row) -> str:
    """`Discovery is skipped in 41 % of deals, was 88 %; 95 % interval of the change −52 to −42 points.`"""
    who = tr("{team}: ", team=row.team) if row.team else ""
    if row.change is None or row.before is None or row.after is None:
        return tr("{who}{name}: {why}", who=who, name=row.name, why=row.why)
    return who + tr(
        "{now}, was {before}; 95 % interval of the change {change}. {verdict}",
        now=_now(row), before=value_text(row.before, row), change=change_interval(row), verdict=verdict_sentence(row),
    )  # fmt: skip


def verdict_sentence(row: Row) -> str:
    """What the difference says, in a sentence."""
    if row.moved is Moved.BETTER:
        return tr("That is better than before.")
    if row.moved is Moved.WORSE:
        return tr("That is worse than before.")
    if row.moved is Moved.DIFFERENT:
        return tr("That is different from before.")
    if row.moved is Moved.UNCHANGED:
        return tr("Unchanged: the whole interval lies within ±{margin}.", margin=_margin(row))
    if row.moved is Moved.EARLIER:
        return tr(
            "It had changed before: the last three months before stood at {value}.",
            value=value_text(row.recent, row),
        )
    if row.change is not None and (row.change.low > 0 or row.change.high < 0):
        return tr("Cannot tell: among so many metrics that may be chance ({q}).", q=q_words(row.q or 1.0))
    return tr("Cannot tell whether that is a change.")


def held_words(row: Row) -> str:
    """`Held equal: segment, amount, team, season.`"""
    if row.change is None:
        return ""
    if not row.held:
        return tr("Nothing could be held equal: hardly any deal after is like one before.")
    return tr("Held equal: {names}.", names=", ".join(row.held))


def headline(found: BeforeAfter) -> str:
    """What matters most in one sentence or two: what the plan is about and moved, else what moved at all."""
    told = [row for row in found.rows if row.change is not None]
    if not told:
        return tr("Nothing can be compared yet: {why}", why=_why_nothing(found))
    moved = [row for row in told if row.moved in _MOVED]
    first = [row for row in told if row.planned] or sorted(moved, key=_strength, reverse=True)[:1]
    cycle = next((row for row in told if row.metric == "cycle_days" and row not in first), None)
    end = ""
    if cycle is not None and cycle.moved is Moved.UNCHANGED:
        end = tr("Cycle time unchanged.")
    elif cycle is not None and cycle.moved is Moved.CANNOT_TELL:
        end = tr("Whether cycle time changed cannot be told.")
    moved_teams = sorted((row for row in found.teams if row.moved in _MOVED), key=_strength, reverse=True)
    if not first:
        unchanged = sum(row.moved is Moved.UNCHANGED for row in told)
        start = tr_n(
            "Of {count} metric no change is seen; {unchanged} surely unchanged.",
            "Of {count} metrics none is seen to have changed; {unchanged} surely unchanged.",
            len(told), unchanged=number(unchanged),
        )  # fmt: skip
        return " ".join(filter(None, [start, *(row_sentence(row) for row in moved_teams[:2]), end]))
    said = {row.metric for row in moved}
    of_teams = [row_sentence(row) for row in moved_teams if row.metric not in said][:2]
    return " ".join([*(row_sentence(row) for row in first[:3]), *of_teams, *([end] if end else [])])


def team_sentence(found: BeforeAfter, metric: str) -> str:
    """Which teams moved in a metric, and which not; empty where there are no teams."""
    rows = [row for row in found.teams if row.metric == metric]
    if not rows:
        return ""
    parts = []
    for moved, words in _IN_TEAMS:
        names = [row.team for row in rows if row.moved is moved]
        if names:
            parts.append(words(", ".join(names)))
    return tr("By team: {parts}.", parts="; ".join(parts))


def not_enough(before: int, after: int, fewest: int, horizon: int) -> str:
    """Why a metric cannot be compared."""
    if horizon and after < fewest:
        return tr(
            "Too early: {count} of at least {fewest} deals created since then are {days} days old.",
            count=number(after), fewest=number(fewest), days=number(horizon),
        )  # fmt: skip
    return tr(
        "Too few deals: {before} before and {after} after; {fewest} are needed.",
        before=number(before), after=number(after), fewest=number(fewest),
    )  # fmt: skip


def before_has_no_quarter(quarters: str) -> str:
    """That the season could not be held equal."""
    return tr("The season could not be held equal: before has no deals of {quarters}.", quarters=quarters)


def quarter_words(quarters: Sequence[int]) -> str:
    """`July to September, October to December`."""
    return ", ".join(_SEASONS[one] for one in quarters)


def other_process(before: str, after: str) -> str:
    """That what is measured against is another version of the process."""
    return tr(
        "The process is another one ({before} before, {after} after): what counts as a departure may differ.",
        before=before or tr("none"),
        after=after or tr("none"),
    )


def other_bands() -> str:
    """That amounts are cut at other places."""
    return tr("The amount of deals is not held equal: the two were cut into bands at different amounts.")


def rest_of_month(last: date) -> str:
    """That the month in which the first snapshot ends is left out of what came after."""
    return tr(
        "Deals are kept by month: those after {day} in the same month are left out on both sides.",
        day=day(last),
    )


def not_measured(names: Sequence[str]) -> str:
    """Which metrics of before are not measured after."""
    shown = ", ".join(names[:5])
    more = len(names) - 5
    if more > 0:
        return tr("Not measured after any more: {names} and {count} more.", names=shown, count=number(more))
    return tr("Not measured after any more: {names}.", names=shown)


def _now(row: Row) -> str:
    value = value_text(row.after, row)
    key = deviation_named(row.metric) if " " in row.metric else None
    told = _how_often(key.type, key.stage or tr("a stage"), value) if key is not None else ""
    return told or tr("{name}: {value}", name=row.name, value=value)


def _how_often(kind: DeviationType, stage: str, share: str) -> str:
    """`Discovery is skipped in 41 % of deals`; empty for a kind that is not kept."""
    match kind:
        case DeviationType.SKIPPED:
            return tr("{stage} is skipped in {share} of deals", stage=stage, share=share)
        case DeviationType.OUT_OF_ORDER:
            return tr("{stage} comes out of order in {share} of deals", stage=stage, share=share)
        case DeviationType.REPEATED:
            return tr("{stage} is repeated in {share} of deals", stage=stage, share=share)
        case DeviationType.WENT_BACK:
            return tr("{share} of deals go back to {stage}", stage=stage, share=share)
        case DeviationType.UNDOCUMENTED:
            return tr("The undocumented step {stage} is in {share} of deals", stage=stage, share=share)
        case DeviationType.PREMATURE_CLOSE:
            return tr("{share} of deals close too early, from {stage}", stage=stage, share=share)
        case DeviationType.BUYER_NOT_THERE_YET:
            return tr("{share} of deals come to {stage} before the buyer is there", stage=stage, share=share)
        case DeviationType.BUYER_AHEAD:
            return tr("The buyer is further than {stage} in {share} of deals", stage=stage, share=share)
        case DeviationType.MISSING_EVIDENCE:
            return tr("{share} of deals leave {stage} without its evidence", stage=stage, share=share)
        case DeviationType.FORBIDDEN:
            return tr(
                "{share} of deals take the path {stage}, which must never happen", stage=stage, share=share
            )
        case DeviationType.LATE:
            return tr("{share} of deals stay in {stage} longer than it allows", stage=stage, share=share)
        case DeviationType.WRONG_ROLE:
            return tr("{stage} is entered by another role in {share} of deals", stage=stage, share=share)
        case DeviationType.BARE_CLOSE:
            return tr("{share} of deals that end as {stage} lack what it asks for", stage=stage, share=share)
        case DeviationType.HAND_OVER:
            return tr("Hand-over {stage} in {share} of deals", stage=stage, share=share)
    return ""


def _margin(row: Row) -> str:
    if row.unit is KpiUnit.SHARE:
        return tr_n("{count} point", "{count} points", round(row.margin * 100))
    return written(row.margin, row.unit, row.currency)


def _strength(row: Row) -> float:
    change = row.change
    assert change is not None
    return abs(change.value) / max(change.high - change.low, 1e-9)


def _why_nothing(found: BeforeAfter) -> str:
    return next((row.why for row in found.rows if row.why), tr("no metric is on both sides."))


def _signed(value: float) -> str:
    shown = decimal(abs(value), 0 if abs(value) >= 10 else 1)
    return shown if shown == decimal(0.0) else f"{'+' if value > 0 else '−'}{shown}"


SINCE = tr("Since then")
BASELINE = tr("Baseline")


def side_words(name: str, begins: date, ends: date) -> str:
    """`Export until 30 Jun 2026 (1 Jul 2025 to 30 Jun 2026)`."""
    return tr("{name} ({begins} to {ends})", name=name, begins=day(begins), ends=day(ends)).replace(
        f"{NBSP}{NBSP}", NBSP
    )
