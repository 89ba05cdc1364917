"""The lines of the data-quality report: for each fault how often, where, and what it means for the analysis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.quality.bulk_edits import STAMPED, stamped_events
from mining.quality.currencies import currencies_of, other_currency_deals
from mining.quality.cut_off import months_kept
from mining.quality.impossible_times import impossible_deals
from mining.quality.seen import Flags, Seen
from mining.quality.words import SWITCH_ON
from mining.sources.values.words import counted, listed
from models.import_summary import ImportSummary
from models.project import ProcessModel
from models.quality import Fault, QualityCheck
from resources.translation import tr

EXAMPLES = 10
EVENT, DEAL, ROW = "event", "deal", "row"
_MOST = 0.5


def lines_of(seen: Seen, process: ProcessModel | None) -> tuple[QualityCheck, ...]:
    """One line for every fault, with a count of 0 and no sentence where it was not found."""
    return (
        _quarantined(seen.summary),
        *_found_by_import(seen),
        _duplicates(seen),
        _ties(seen, process),
        _day_only(seen, process),
        _bulk_edits(seen),
        _back_filled(seen),
        _robots(seen),
        _cut_off(seen),
        _impossible(seen),
        _currencies(seen),
        _open(seen),
    )


def _of_events(seen: Seen, fault: Fault, flags: Flags, sentence: str) -> QualityCheck:
    """The line of a fault with one flag an event."""
    return _line(seen, fault, EVENT, int(flags.sum()), seen.log.case_of_event[flags], sentence)


def _of_deals(seen: Seen, fault: Fault, flags: Flags, sentence: str) -> QualityCheck:
    """The line of a fault with one flag a deal."""
    return _line(seen, fault, DEAL, int(flags.sum()), np.flatnonzero(flags), sentence)


def _line(
    seen: Seen, fault: Fault, unit: str, count: int, deals: NDArray[np.integer], sentence: str
) -> QualityCheck:
    """What the log shows of a fault, and what the import found of it."""
    log = seen.log
    found = [f for f in seen.summary.findings if f.fault is fault] if seen.summary is not None else []
    examples = dict.fromkeys(log.cases.ids[deal] for deal in np.unique(deals)[:EXAMPLES].tolist())
    examples |= dict.fromkeys(example for finding in found for example in finding.examples)
    by_import = sum(finding.count for finding in found)
    return QualityCheck(
        fault=fault,
        count=count + by_import if fault is Fault.DUPLICATES else max(count, by_import),
        total=log.n_cases if unit == DEAL else log.n_events,
        unit=unit,
        sentence=" ".join([*([sentence] if count else []), *(finding.sentence for finding in found)]),
        examples=tuple(examples)[:EXAMPLES],
        switch=SWITCH_ON.get(fault, ""),
        is_on=fault in seen.preparation.switched,
    )


def _quarantined(summary: ImportSummary | None) -> QualityCheck:
    rows = summary.quarantined if summary is not None else ()
    reasons = list(summary.reasons) if summary is not None else []
    first = {reason: next(row for row in rows if row.reason == reason) for reason in reasons[:EXAMPLES]}
    sentence = (
        tr(
            "{rows} could not be read and {is_} set aside: no number here knows of {is__2}. Most "
            "often: {reasons}.",
            rows=counted(len(rows), "row"),
            is_=_is(len(rows), "was", "were"),
            is__2=_is(len(rows), "it", "them"),
            reasons=reasons[0],
        )
        if rows
        else ""
    )
    examples = tuple(
        tr("{file}, line {line}", file=row.file, line=row.line) if row.line else row.file
        for row in first.values()
    )
    return QualityCheck(Fault.QUARANTINED, len(rows), summary.rows if summary else 0, ROW, sentence, examples)


def _found_by_import(seen: Seen) -> list[QualityCheck]:
    """What only the import can see: deals and rows that did not come into the log, and deals that were merged."""
    checks = []
    log, summary = seen.log, seen.summary
    for fault, unit in ((Fault.BROKEN_JOINS, ROW), (Fault.NO_HISTORY, DEAL), (Fault.MERGED, DEAL)):
        found = [f for f in summary.findings if f.fault is fault] if summary is not None else []
        count = sum(finding.count for finding in found)
        total = log.n_cases + count if unit == DEAL else max(summary.rows if summary else 0, count)
        sentence = " ".join(finding.sentence for finding in found)
        examples = tuple(dict.fromkeys(example for finding in found for example in finding.examples))
        checks.append(QualityCheck(fault, count, total, unit, sentence, examples[:EXAMPLES]))
    return checks


def _duplicates(seen: Seen) -> QualityCheck:
    flags = seen.duplicates
    sentence = tr(
        "{events} came before with the same deal, step, time and person: counted again they look "
        "like steps that were repeated.",
        events=counted(int(flags.sum()), "event"),
    )
    return _of_events(seen, Fault.DUPLICATES, flags, sentence)


def _ties(seen: Seen, process: ProcessModel | None) -> QualityCheck:
    flags = seen.ties
    sentence = tr(
        "In {deals} several stages were entered at the same instant: which came first is not "
        "known, and they stand in {order}.",
        deals=counted(_deals(seen, flags), "deal"),
        order=_order(seen, Fault.TIES, process),
    )
    return _of_events(seen, Fault.TIES, flags, sentence)


def _day_only(seen: Seen, process: ProcessModel | None) -> QualityCheck:
    flags = seen.days.is_date
    what = (
        tr("All times are")
        if flags.all()
        else f"{counted(int(flags.sum()), 'time')} {_is(flags.sum(), 'is', 'are')}"
    )
    same_day = _deals(seen, seen.same_day)
    order = (
        tr(
            " In {deals} several stages were entered on one day; they stand in {order}.",
            deals=counted(same_day, "deal"),
            order=_order(seen, Fault.DAY_ONLY, process),
        )
        if same_day
        else ""
    )
    sentence = tr(
        "{what} only a date, so that hours and the order within a day are not known.{order}",
        what=what,
        order=order,
    )
    return _of_events(seen, Fault.DAY_ONLY, flags, sentence)


def _order(seen: Seen, fault: Fault, process: ProcessModel | None) -> str:
    if fault not in seen.preparation.switched:
        return tr("the order of the file")
    return (
        tr("documented order")
        if process is not None
        else tr("the order of the file until there is a documented process")
    )


def _bulk_edits(seen: Seen) -> QualityCheck:
    flags = seen.bulk_edits
    stamped = int(stamped_events(seen.log, seen.days.is_date).sum())
    which = tr("They all") if stamped == flags.sum() else tr("{stamped} of them", stamped=number(stamped))
    stamps = (
        tr(
            " {which} bear the stamp of an import: one identical second in {stamped} deals or more.",
            which=which,
            stamped=STAMPED,
        )
        if stamped
        else ""
    )
    where = tr(
        "{events} in {deals}",
        events=counted(int(flags.sum()), "event"),
        deals=counted(_deals(seen, flags), "deal"),
    )
    sentence = tr(
        "{where} {is_} made to many deals at once: the time is when somebody tidied up, not when "
        "the deal moved.{stamps}",
        where=where,
        is_=_is(flags.sum(), "was", "were"),
        stamps=stamps,
    )
    return _of_events(seen, Fault.BULK_EDITS, flags, sentence)


def _back_filled(seen: Seen) -> QualityCheck:
    flags = seen.back_filled_deals
    number = int(flags.sum())
    is_rule = number > _MOST * len(flags)
    usual = (
        tr(" In most deals it is so: it may be how this CRM records, and no data entry.") if is_rule else ""
    )
    sentence = tr(
        "{deals} {is_} entered after the fact, three stages or all of them within five minutes: "
        "the order looks perfect and the times say nothing.{usual}",
        deals=counted(number, "deal"),
        is_=_is(number, "was", "were"),
        usual=usual,
    )
    return _of_deals(seen, Fault.BACK_FILLED, flags, sentence)


def _robots(seen: Seen) -> QualityCheck:
    flags = seen.robot_events
    used = [name for name in seen.log.resource.labels if name in seen.robots]
    sentence = tr(
        "{events} {is_} made by automation ({used}): nobody's habit, and no work of a seller.",
        events=counted(int(flags.sum()), "event"),
        is_=_is(flags.sum(), "was", "were"),
        used=listed(used, 4),
    )
    return _of_events(seen, Fault.ROBOTS, flags, sentence)


def _cut_off(seen: Seen) -> QualityCheck:
    flags = seen.cut_off_deals
    number, months = int(flags.sum()), months_kept(seen.log)
    kept = (
        tr(" The history reaches back {months} months, as long as some CRMs keep it.", months=months)
        if months
        else ""
    )
    sentence = tr(
        "The history of {deals} starts in the middle: the stages before are missing, not skipped.{kept}",
        deals=counted(number, "deal"),
        kept=kept,
    )
    return _of_deals(seen, Fault.CUT_OFF, flags, sentence)


def _impossible(seen: Seen) -> QualityCheck:
    flags = impossible_deals(seen.log, seen.zone)
    number = int(flags.sum())
    sentence = tr(
        "{deals} ended before {is_} began, by the dates of the CRM: how long {is_} took is not known.",
        deals=counted(number, "deal"),
        is_=_is(number, "it", "they"),
    )
    return _of_deals(seen, Fault.IMPOSSIBLE_TIMES, flags, sentence)


def _currencies(seen: Seen) -> QualityCheck:
    cases = seen.log.cases
    flags = other_currency_deals(cases, seen.preparation)
    found = [
        f"{name or tr('without a currency')} ({deals:,})" for name, deals in currencies_of(cases).items()
    ]
    with_amount = int((~np.isnan(cases.amount)).sum())
    sentence = tr(
        "Amounts are in several currencies: {found}. Without a rate they are never added up, and "
        "a condition on the amount compares the bare number.",
        found=listed(found, 6),
    )
    return replace(_of_deals(seen, Fault.CURRENCIES, flags, sentence), total=with_amount)


def _open(seen: Seen) -> QualityCheck:
    flags = seen.open_deals
    number = int(flags.sum())
    sentence = tr(
        "{deals} {is_} not ended: checked as far as {is__2} got, and never counted as lost.",
        deals=counted(number, "deal"),
        is_=_is(number, "has", "have"),
        is__2=_is(number, "it", "they"),
    )
    return _of_deals(seen, Fault.OPEN_DEALS, flags, sentence)


def _deals(seen: Seen, flags: Flags) -> int:
    return len(np.unique(seen.log.case_of_event[flags]))


def _is(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
