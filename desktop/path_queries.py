"""What path queries need to know of the analysed log while they are typed: completions, problems, matching deals."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop.job import Work
from desktop.results import Results
from mining.path_query.asking import asked_for, problem_with
from mining.path_query.completion import Completion, completions
from mining.path_query.names import known_names
from models.analysis import Analysis
from models.progress import Report
from resources.translation import tr


class PathQueries:
    """Answers for the analysis that the results hold at the time; before there is one, nothing is known."""

    def __init__(self, results: Results) -> None:
        self._results = results

    @property
    def stages(self) -> tuple[str, ...]:
        """The documented stages in order."""
        analysis = self._results.analysis
        return () if analysis is None or analysis.conformance is None else analysis.conformance.stages

    @property
    def names(self) -> tuple[str, ...]:
        """Every step that a query can name, the documented stages first."""
        analysis = self._results.analysis
        return () if analysis is None else known_names(analysis.log, analysis.conformance)

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """What can be typed at the cursor."""
        return completions(text, cursor, self.stages, self.names)

    def problem(self, text: str) -> str:
        """Why the query can match no deal, "" where it can."""
        analysis = self._results.analysis
        return "" if analysis is None else problem_with(text, analysis.log, analysis.conformance) or ""

    def count(self, text: str) -> Work | None:
        """Work that counts the matching deals among those shown, and those; None before there are any."""
        analysis, view = self._results.analysis, self._results.view
        return None if analysis is None or view is None else partial(_count, analysis, view.mask, text)


def _count(analysis: Analysis, shown: NDArray[np.bool_], text: str, report: Report) -> tuple[str, int, int]:
    report(0.0, tr("Counting"))
    found = asked_for(text, analysis.log, analysis.conformance)
    return text, int((found & shown).sum()), int(shown.sum())
