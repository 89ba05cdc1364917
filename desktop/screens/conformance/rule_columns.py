"""The table of rules: what each asks for, how severe it is, and how many deals break it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.severity import RULES
from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.filtering import Mask
from mining.intervals import wilson
from mining.number_format import number, percent, percent_range
from mining.rules.wording import result_words, rule_words
from models.analysis import Analysis
from models.rule_results import RuleCount, RuleResult
from resources.translation import tr

RULE, SEVERITY, BROKEN, JUDGED, RATE, PENDING = range(6)
ROOMS = (
    Room(320, 240, filling=True),
    Room(110, 100),
    Room(80, 64),
    Room(80, 64, gives_way=1),
    Room(190, 64),
    Room(90, 72),
)


@dataclass(frozen=True, eq=False)
class RuleRow:
    """A rule, what became of it, and that counted over the deals that are looked at."""

    result: RuleResult
    count: RuleCount

    @property
    def remark(self) -> str:
        """What stands under the rule: why it cannot be told, else why it is there."""
        return self.result.note or self.result.rule.why


def rows_of(analysis: Analysis, mask: Mask) -> tuple[RuleRow, ...]:
    """All rules of the process, counted over the deals in `mask`."""
    results = analysis.rules.results if analysis.rules is not None else ()
    return tuple(RuleRow(result, result.count(mask)) for result in results)


def columns_of(rows: Sequence[RuleRow]) -> tuple[Column, ...]:
    """One row a rule, in the order of the process."""
    return (
        Column(
            tr("Rule"),
            [rule_words(row.result.rule) for row in rows],
            tooltip=tr("What the rule asks for, and under it why"),
            tip=lambda at: result_words(rows[at].result, rows[at].count),
        ),
        Column(
            tr("Severity"),
            [RULES[row.result.rule.severity].word for row in rows],
            tooltip=tr("How much it matters that the rule is broken, as the process says"),
            order=np.array([float(RULES[row.result.rule.severity].rank) for row in rows]),
        ),
        _number(tr("Broken"), [row.count.broken for row in rows], tr("Deals that break the rule")),
        _number(tr("Judged"), [row.count.judged for row in rows], tr("Deals that keep or break the rule")),
        Column(
            tr("Rate"),
            np.array([np.nan if row.count.rate is None else row.count.rate for row in rows]),
            Kind.PERCENT,
            tr(
                "Broken, of the deals that can be judged. The line across the end of the bar is the 95\u00a0% "
                "interval"
            ),
            tip=lambda at: _rate_tip(rows[at].count),
        ),
        _number(tr("Pending"), [row.count.pending for row in rows], tr("Deals that may still keep the rule")),
    )


def _number(name: str, counts: Sequence[int], tooltip: str) -> Column:
    return Column(name, np.array(counts, dtype=np.float64), Kind.NUMBER, tooltip)


def _rate_tip(count: RuleCount) -> str:
    interval = wilson(count.broken, count.judged)
    if interval is None:
        return tr("Cannot tell: no deal here can be judged by this rule")
    of_all = tr("{broken} of {judged}", broken=number(count.broken), judged=number(count.judged))
    return tr(
        "{share}, 95\u00a0% interval {range} ({of_all})",
        share=percent(count.rate),
        range=percent_range(*interval),
        of_all=of_all,
    )
