"""The allow-list in a process file: read and written the same, and what is wrong is said in one sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.process.conditions import parse_condition
from mining.process.deviation_words import PHRASES, deviation_words, parse_deviation
from mining.process.yaml_format import parse_yaml, to_yaml
from models.allow_list import Accepted, Forbidden
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from tests.mining.process.processes import NAMES

FILE = """
process: {name: P}
flow: [Qualify, Demo]
accepted:
  - {deviation: skip Demo, when: "source == 'Renewal'", why: Known product, by: Head of sales, until: 2026-12-31}
  - {deviation: Go Back To Qualify, since: 2026-01-01}
forbidden:
  - {path: [Qualify, Won], why: Nobody was met, by: Legal}
"""
ENTRY = "process: {name: P}\nflow: [Demo]\n"


def test_that_the_allow_list_is_read() -> None:
    process = parse_yaml(FILE, "p.yaml")
    assert process.accepted == (
        Accepted(
            DeviationKey(DeviationType.SKIPPED, "Demo"),
            parse_condition("source == 'Renewal'", "test"),
            "Known product",
            "Head of sales",
            until=date(2026, 12, 31),
        ),
        Accepted(DeviationKey(DeviationType.WENT_BACK, "Qualify"), since=date(2026, 1, 1)),
    )
    assert process.forbidden == (Forbidden(("Qualify", "Won"), "Nobody was met", "Legal"),)


def test_that_it_is_written_and_read_back_the_same() -> None:
    process = parse_yaml(FILE, "p.yaml")
    written = to_yaml(process)
    assert parse_yaml(written, "p.yaml") == process
    assert "- {deviation: go back to Qualify, since: 2026-01-01}" in written
    assert "- {path: [Qualify, Won], why: Nobody was met, by: Legal}" in written


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("skip Demo", DeviationType.SKIPPED),
        ("Demo out of order", DeviationType.OUT_OF_ORDER),
        ("repeat Demo", DeviationType.REPEATED),
        ("go back to Demo", DeviationType.WENT_BACK),
        ("undocumented Demo", DeviationType.UNDOCUMENTED),
        ("close early from Demo", DeviationType.PREMATURE_CLOSE),
        ("Demo entered in bulk", DeviationType.ENTERED_IN_BULK),
        ("forbidden path Demo", DeviationType.FORBIDDEN),
        ("buyer not there yet at Demo", DeviationType.BUYER_NOT_THERE_YET),
        ("buyer ahead at Demo", DeviationType.BUYER_AHEAD),
        ("missing evidence at Demo", DeviationType.MISSING_EVIDENCE),
        ("stalled in Demo", DeviationType.STALLED),
        ("late in Demo", DeviationType.LATE),
        ("wrong role at Demo", DeviationType.WRONG_ROLE),
        ("bare close as Demo", DeviationType.BARE_CLOSE),
        ("hand-over Demo", DeviationType.HAND_OVER),
    ],
)
def test_that_every_kind_has_its_words(words: str, kind: DeviationType) -> None:
    assert deviation_words(DeviationKey(kind, "Demo")) == words
    assert parse_deviation(words.upper().replace("DEMO", "Demo"), "p.yaml") == DeviationKey(kind, "Demo")


def test_that_no_kind_is_without_words() -> None:
    assert {kind.value for kind in DeviationType} == set(PHRASES)


def test_that_a_stage_that_reads_like_a_deviation_stands_in_quotes() -> None:
    key = DeviationKey(DeviationType.OUT_OF_ORDER, "skip Demo")
    assert deviation_words(key) == '"skip Demo" out of order'
    assert parse_deviation('"skip Demo" out of order', "p.yaml") == key


@given(st.sampled_from(DeviationType), NAMES)
def test_that_words_name_the_same_deviation_again(kind: DeviationType, stage: str) -> None:
    key = DeviationKey(kind, stage)
    assert parse_deviation(deviation_words(key), "p.yaml") == key


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("accepted: [{deviation: skp Demo}]", "line 3, accepted deviation 1: `skp Demo` names no deviation; with the"),
        ("accepted: [{why: x}]", "no deviation is named"),
        ("accepted: [{deviation: skip}]", "`skip` names no deviation"),
        ("accepted: [{deviation: skip Demo, whn: x}]", "unknown key `whn`; did you mean `when`?"),
        ("accepted: [{deviation: skip Demo, when: 'a ='}]", "accepted deviation 1, `when`: the condition"),
        ("accepted: [{deviation: skip Demo, until: soon}]", "`until` of accepted deviation 1 is soon; write a date"),
        ("accepted: {deviation: skip Demo}", "`accepted` must be a list"),
        ("accepted: [skip Demo]", "an entry of `accepted` must be a section"),
        (
            "accepted: [{deviation: skip Demo, since: 2026-02-01, until: 2026-01-01}]",
            "the accepted deviation skip Demo ends (2026-01-01) before it begins (2026-02-01)",
        ),
        ("forbidden: [{why: x}]", "a forbidden path has no stage"),
        ("forbidden: [{path: [A], when: x}]", "forbidden path 1 has an unknown key `when`"),
    ],
)  # fmt: skip
def test_that_a_broken_entry_is_refused_in_one_sentence(entry: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_yaml(ENTRY + entry, "sales.yaml")
    assert str(refused.value).startswith("sales.yaml")
    assert said in str(refused.value)


def test_that_no_more_entries_than_anyone_keeps_are_read() -> None:
    many = ", ".join(["{deviation: skip Demo}"] * 1001)
    with pytest.raises(UserError, match="more than 1,000 things; change its flow instead"):
        parse_yaml(f"{ENTRY}accepted: [{many}]", "p.yaml")
