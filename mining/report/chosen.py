"""Which verdicts a report tells: those with a call, the firmest and costliest first, as many as are wanted."""

from __future__ import annotations

from mining.diagnosis.ranking import ranked
from mining.report.gathered import Gathered
from models.diagnosis import DiagnosisCard, VerdictKind
from models.report_template import MOST_FINDINGS, ReportTemplate


def told_findings(found: Gathered, template: ReportTemplate) -> tuple[DiagnosisCard, ...]:
    """The first of the called verdicts, so many as the template says and at most `MOST_FINDINGS`."""
    return called(found)[: max(0, min(template.findings, MOST_FINDINGS))]


def called(found: Gathered) -> tuple[DiagnosisCard, ...]:
    """All verdicts that call somebody or something, in the order in which they are told."""
    return tuple(card for card in ranked(found.diagnosis) if card.kind is not VerdictKind.NO_CALL)


def without_call(found: Gathered) -> tuple[DiagnosisCard, ...]:
    """Those that nobody is called for."""
    return tuple(card for card in ranked(found.diagnosis) if card.kind is VerdictKind.NO_CALL)
