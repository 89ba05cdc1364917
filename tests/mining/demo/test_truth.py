"""What truth.json says is what the files show, found again here by other means."""

import json
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mining.demo.reading import SIDES, Row, entries, history, table, when

ORDER = "QDMSPNC"
LETTERS = {
    "Qualification": "Q", "Needs Analysis": "D", "Demo": "M", "Security Review": "S", "Proposal/Price Quote": "P",
    "Pricing Committee": "x", "Negotiation/Review": "N", "Contract Sent": "C", "Closed Won": "W", "Closed Lost": "L",
}  # fmt: skip
NAMES = {
    "Q": "Qualify", "D": "Discovery", "M": "Demo", "S": "Security review", "P": "Proposal", "N": "Negotiation",
    "C": "Contract",
}  # fmt: skip


@pytest.fixture(scope="module")
def truth(demo_folder: Path) -> dict[str, Any]:
    return dict(json.loads((demo_folder / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def deals(demo_folder: Path) -> dict[str, list[Row]]:
    return {deal: entries(rows) for deal, rows in history(demo_folder).items()}


@pytest.fixture(scope="module")
def words(deals: dict[str, list[Row]]) -> dict[str, str]:
    """Every deal as one letter a stage."""
    return {deal: "".join(LETTERS[row["StageName"]] for row in rows) for deal, rows in deals.items()}


def planted(truth: dict[str, Any], kind: str, stage: str) -> set[str]:
    found = [set(d["deals"]) for d in truth["deviations"] if (d["type"], d["stage"]) == (kind, stage)]
    return found[0] if found else set()


def skips(word: str, letter: str) -> bool:
    later = ORDER[ORDER.index(letter) + 1 :] + "W"
    return letter not in word and any(other in word for other in later)


@pytest.mark.parametrize("letter", ORDER)
def test_that_skips_are_those_of_the_history(
    truth: dict[str, Any], words: dict[str, str], letter: str
) -> None:
    seen = {deal for deal, word in words.items() if skips(word, letter)}
    assert planted(truth, "skipped", NAMES[letter]) == seen


def test_that_only_the_planted_patterns_occur(truth: dict[str, Any], words: dict[str, str]) -> None:
    swapped = {deal for deal, word in words.items() if "MD" in word}
    returned = {deal for deal, word in words.items() if "PM" in word}
    asked = {deal for deal, word in words.items() if "x" in word}
    early = {deal for deal, word in words.items() if "W" in word and "N" not in word and "C" not in word}
    assert planted(truth, "out of order", "Discovery") == swapped
    assert planted(truth, "went back", "Demo") == returned
    assert planted(truth, "undocumented step", "Pricing Committee") == asked
    assert planted(truth, "premature close", "Discovery") == early
    assert all(words[deal] == "QDW" for deal in early)
    kinds = {
        (d["type"], d["stage"])
        for d in truth["deviations"]
        if d["type"] not in ("skipped", "entered in bulk", *SIDES)
    }
    assert kinds == {
        ("out of order", "Discovery"), ("went back", "Demo"), ("undocumented step", "Pricing Committee"),
        ("premature close", "Discovery"),
    }  # fmt: skip


def test_that_the_other_deals_follow_the_process_exactly(
    truth: dict[str, Any], words: dict[str, str]
) -> None:
    beside = ("entered in bulk", *SIDES)
    departs = {deal for d in truth["deviations"] if d["type"] not in beside for deal in d["deals"]}
    exact = [word for deal, word in words.items() if deal not in departs]
    for word in exact:
        straight = word.rstrip("WL").replace("NPN", "N").removesuffix("NP")
        assert ORDER.startswith(straight) or word.rstrip("L") == "QDMSPNP"
        assert not word.endswith("W") or straight == ORDER
    counts = truth["counts"]["follow_the_process_exactly"]
    assert counts["all"] == len(exact)
    assert counts["won"] == sum(word.endswith("W") for word in exact)
    assert counts["lost"] == sum(word.endswith("L") for word in exact)


def test_that_no_history_ends_in_the_middle_of_a_return(words: dict[str, str]) -> None:
    assert not [word for word in words.values() if word.rstrip("L").endswith("PM")]


def test_that_bulk_entries_are_those_within_ten_minutes(
    truth: dict[str, Any], deals: dict[str, list[Row]]
) -> None:
    seen: dict[str, str] = {}
    others = []
    for deal, rows in deals.items():
        for before, row in pairwise(rows):
            apart = when(row["CreatedDate"]) - when(before["CreatedDate"])
            if apart <= timedelta(minutes=10):
                assert before["CreatedById"] == row["CreatedById"]
                assert row["CreatedDate"].startswith("2026-03")
                seen.setdefault(deal, NAMES[LETTERS[row["StageName"]]])
            else:
                others.append(apart)
    told = {
        deal: d["stage"] for d in truth["deviations"] if d["type"] == "entered in bulk" for deal in d["deals"]
    }
    assert told == seen
    assert min(others) >= timedelta(hours=1)
    assert len(seen) > 20


def test_that_the_counts_are_those_of_the_files(truth: dict[str, Any], words: dict[str, str]) -> None:
    counts = truth["counts"]
    ends = [word[-1] if word[-1] in "WL" else "" for word in words.values()]
    assert (counts["deals"], counts["won"], counts["lost"], counts["open"]) == (
        len(words), ends.count("W"), ends.count("L"), ends.count(""),
    )  # fmt: skip
    assert len(words) == 3000
    assert 0.09 < counts["open"] / len(words) < 0.15
    assert 0.15 < counts["won"] / len(words) < 0.30
    assert counts["follow_the_process_exactly"]["won"] > 60


def test_that_the_committee_begins_in_october(deals: dict[str, list[Row]]) -> None:
    passed = {"before": 0, "since": 0}
    asked = {"before": 0, "since": 0}
    for rows in deals.values():
        names = [LETTERS[row["StageName"]] for row in rows]
        if "N" in names:
            step = rows[names.index("x") if "x" in names else names.index("N")]
            side = "since" if step["CreatedDate"] >= "2025-10-01" else "before"
            passed[side] += 1
            asked[side] += "x" in names
    assert asked["before"] == 0
    assert 0.38 < asked["since"] / passed["since"] < 0.52


def test_that_the_named_reps_and_the_team_do_what_is_told(
    demo_folder: Path, truth: dict[str, Any], words: dict[str, str]
) -> None:
    people = {row["Id"]: row for row in table(demo_folder, "User")}
    teams = {row["Id"]: row["Name"] for row in table(demo_folder, "UserRole")}
    owner = {row["Id"]: people[row["OwnerId"]] for row in table(demo_folder, "Opportunity")}

    def rate(deviation: set[str], gate: str, chosen: set[str]) -> float:
        past = {deal for deal in chosen if set(words[deal]) & set(gate)}
        return len(deviation & past) / len(past)

    no_discovery = planted(truth, "skipped", "Discovery")
    for cause in truth["story"]:
        for rep in cause.get("reps", ()):
            own = {deal for deal, person in owner.items() if person["Name"] == rep}
            assert 0.7 < rate(no_discovery, "MSPNCW", own) < 0.99
    culprits = {rep for cause in truth["story"] for rep in cause.get("reps", ())}
    assert {owner[deal]["Name"] for deal in no_discovery} == culprits
    swapped = planted(truth, "out of order", "Discovery")
    assert {teams[owner[deal]["UserRoleId"]] for deal in swapped} == {"Mid-market East"}
    eastern = {deal for deal, person in owner.items() if teams[person["UserRoleId"]] == "Mid-market East"}
    assert 0.7 < rate(swapped, "SPNC", eastern) < 0.9


def test_that_skipping_discovery_costs_wins_and_skipping_security_does_not(
    truth: dict[str, Any], words: dict[str, str]
) -> None:
    def win_rate(chosen: set[str]) -> float:
        ends = [words[deal][-1] for deal in chosen]
        return ends.count("W") / (ends.count("W") + ends.count("L"))

    def gap(stage: str, gate: str) -> float:
        skipped = planted(truth, "skipped", stage)
        past = {deal for deal, word in words.items() if set(word) & set(gate)} - skipped
        return win_rate(skipped) - win_rate(past)

    assert gap("Discovery", "MSPNC") < -0.08
    assert abs(gap("Security review", "PNC")) < 0.05


def test_that_the_documented_process_knows_every_label_but_the_committee(demo_folder: Path) -> None:
    process = yaml.safe_load((demo_folder / "process.yaml").read_text(encoding="utf-8"))
    documented = {label: step["stage"] for step in process["flow"] for label in step["crm"]}
    assert documented == {label: NAMES[letter] for label, letter in LETTERS.items() if letter in NAMES}
    ends = {label for end in process["end"].values() for label in end["crm"]}
    assert set(LETTERS) - set(documented) - ends == {"Pricing Committee"}
