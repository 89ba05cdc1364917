"""Silent buyers: since when, and in which deals sellers go on."""

from __future__ import annotations

import pytest

from mining.aggregates.periods import Period
from mining.kpis.figure import EARLIEST, LATEST
from mining.kpis.periods import periods_of
from mining.kpis.silence import quiet_limit, silence_figures, silent_deals
from tests.mining.kpis.logs import analysed, deals, everything

WON = "0 Qualify | 4 ~Email (in) | 14 ~Email (in) | 20 Won"


def test_that_the_limit_is_what_nine_of_ten_won_deals_stay_below() -> None:
    log, _ = analysed(deals(*[WON] * 20))
    assert quiet_limit(log) == 10  # from day 4 to day 14
    few, _ = analysed(deals(*[WON] * 19))
    assert quiet_limit(few) == 30


def test_that_a_deal_is_silent_where_sellers_go_on_and_the_buyer_does_not() -> None:
    silent = "0 Qualify | 1 ~Email (in) | 30 ~Call (out) | 39 ~Call (out)"
    heard = "0 Qualify | 30 ~Call (out) | 35 ~Email (in) | 39 ~Call (out)"
    left = "0 Qualify | 1 ~Email (in) | 2 ~Call (out)"
    met = "0 Qualify | 1 ~Email (in) | 38 ~Meeting"
    lost = "0 Qualify | 1 ~Email (in) | 39 ~Call (out) | 39.5 Lost"
    log, _ = analysed(deals(*[WON] * 20, silent, heard, left, met, lost, every=0))
    found = silent_deals(log, everything(log))
    assert [log.cases.ids[case] for case in found.case] == ["D21"]
    assert found.efforts.tolist() == [2]
    assert found.days[0] == pytest.approx(38.5)


def test_that_the_share_of_silent_deals_is_told_at_the_end_of_each_period() -> None:
    won = [WON] * 20
    silent = ["0 Qualify | 1 ~Email (in) | 20 ~Call (out)"] * 10
    heard = ["0 Qualify | 1 ~Email (in) | 20 ~Call (out) | 21 ~Email (in)"] * 10
    log, _ = analysed(deals(*won, *silent, *heard, every=0))
    share, days = silence_figures(log, everything(log), periods_of(log, Period.MONTH))
    told = share.tell(share.part(EARLIEST, LATEST), 0, 0)
    assert (told.value, told.n) == (0.5, 20)
    assert days.tell(days.part(EARLIEST, LATEST), 0, 0).n == 20


def test_that_without_anything_of_the_buyer_nothing_is_said() -> None:
    log, _ = analysed(deals(*["0 Qualify | 1 ~Call (out)"] * 12))
    share, days = silence_figures(log, everything(log), periods_of(log, Period.MONTH))
    assert "nothing that a buyer does" in share.why_none
    assert share.why_none == days.why_none
