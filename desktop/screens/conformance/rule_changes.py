"""What is done to the rules of the documented process: suggested from the deals, added, removed; all can be undone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from desktop.document import Document
from desktop.job import Job
from desktop.jobs import Jobs
from desktop.screens.conformance.rules_panel import RulesPanel
from mining.filtering import Mask
from mining.rules.discover_rules import discover_rules
from mining.rules.suggest_rules import Suggestion, suggested_rules
from models.case_table import Outcome
from models.event_log import EventLog
from models.progress import Report
from models.rule import Rule
from models.sales_process import SalesProcess
from resources.translation import tr, tr_n


class RuleChanges(QObject):
    """Does what the panel of rules asks for."""

    def __init__(
        self, document: Document, jobs: Jobs, panel: RulesPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._panel = document, jobs, panel
        self._running: Job | None = None
        panel.suggestions_wanted.connect(self._suggest)
        panel.rules_added.connect(self._add)
        panel.rules_removed.connect(self._remove)

    def stop(self) -> None:
        """What was asked for are not the deals or the process that are shown now."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _suggest(self, log: EventLog, mask: Mask) -> None:
        process = self._document.project.process
        if self._running is not None or not isinstance(process, SalesProcess):
            return
        work = partial(suggestions, log, process, mask)
        self._running = self._jobs.run(tr("Looking for rules"), work, self._show)
        self._running.finished.connect(self._ended)

    def _show(self, found: tuple[tuple[Suggestion, ...], int]) -> None:
        if self.sender() is self._running:
            self._panel.show_suggestions(*found)

    def _ended(self) -> None:
        if self.sender() is self._running:
            self._running = None

    def _add(self, rules: tuple[Rule, ...]) -> None:
        project = self._document.project
        if isinstance(project.process, SalesProcess) and rules:
            process = replace(project.process, rules=(*project.process.rules, *rules))
            self._document.edit(
                tr_n("Add rule", "Add {count} rules", len(rules)), replace(project, process=process)
            )

    def _remove(self, ids: tuple[str, ...]) -> None:
        """Of a rule that is gone nobody can see the deals that break it: a filter by it goes as well."""
        project = self._document.project
        if not isinstance(project.process, SalesProcess):
            return
        gone = tuple(rule for rule in project.process.rules if rule.id in ids)
        process = replace(
            project.process, rules=tuple(rule for rule in project.process.rules if rule not in gone)
        )
        chosen = project.filter
        if chosen.rule in ids:
            chosen = replace(chosen, rule=None)
        if gone:
            self._document.edit(
                tr_n("Remove rule", "Remove {count} rules", len(gone)),
                replace(project, process=process, filter=chosen),
            )


def suggestions(
    log: EventLog, process: SalesProcess, mask: Mask, report: Report
) -> tuple[tuple[Suggestion, ...], int]:
    """What the closed deals in `mask` keep, and how many they are; `log` is the checked one."""
    found = discover_rules(log, report, mask & (log.cases.outcome != Outcome.OPEN))
    return suggested_rules(found, process), found.cases
