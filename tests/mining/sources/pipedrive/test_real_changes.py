"""The real change log in Pipedrive's shape, held to numbers counted apart from the importer."""

from collections import Counter

from models.case_table import Outcome
from models.event_log import EventKind
from models.quality import Fault
from tests.mining.sources.reading import read
from tests.shared import needs_shared, shared


@needs_shared
def test_that_the_real_change_log_is_read_to_the_last_row():
    imported = read(shared("data/pipedrive_deal_changes"))
    log, summary = imported.log, imported.summary
    assert summary.source == "pipedrive"
    assert summary.rows == 15406 + 4579 + 4 + 4 + 9 + 1787
    assert summary.quarantined == ()
    assert log.n_cases == 1995
    stages = Counter(
        log.activity.labels[code] for code in log.activity.codes[log.kind == EventKind.STAGE].tolist()
    )
    assert stages == {
        "Lead Generation": 1999, "Qualified lead": 1483, "Needs Assessment": 1308, "Proposal/Quote Preparation": 1087,
        "Negotiation": 895, "Closing": 741, "Implementation/Onboarding": 588, "Follow-up/Customer Success": 479,
        "Renewal/Expansion": 324,
    }  # fmt: skip
    assert "2 saves left the stage as it was: no events of their own." in summary.notes
    calls = Counter(
        log.activity.labels[code] for code in log.activity.codes[log.kind == EventKind.ACTIVITY].tolist()
    )
    assert calls == {"Follow Up Call": 3, "Sales Call 1": 1, "Sales Call 2": 1, "After Close Call": 1}
    findings = {finding.fault: finding.count for finding in summary.findings}
    assert findings == {Fault.DUPLICATES: 5, Fault.BROKEN_JOINS: 2290 - 6}
    assert [note for note in summary.notes if note.startswith("8 of 4,579 activities in activity.csv")]
    assert log.cases.count(Outcome.UNKNOWN) == 1995
    reasons = Counter(log.cases.extra["Lost reason"].texts())
    assert sum(reasons.values()) == 1995
    assert set(reasons) == {
        "Customer Not Ready", "Pricing Issues", "Unreachable Customer", "Product Mismatch", "Duplicate Entry",
    }  # fmt: skip
    first = log.cases.ids.index("881836")
    assert log.cases.owner.text(first) == "Rebecca Klein"
