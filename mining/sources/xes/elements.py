"""Takes the elements of an XES file one by one, as expat meets them: every spelling that XML allows."""

from __future__ import annotations

from collections.abc import Callable

from mining.export.keys import MARKS
from mining.sources.xes.columns import ATTRIBUTES, Column, XesColumns, column_of
from models.errors import UserError
from resources.translation import tr


class Elements:
    """Holds where in the document the parser stands: depth 1 is the log, 2 a trace, 3 an event.

    `line` and `byte` give the place of the element that is being met; `last_trace` and `last_trace_line` are
    the place at which the latest trace began.
    """

    def __init__(self, name: str, line: Callable[[], int], byte: Callable[[], int]) -> None:
        self.name = name
        self.out = XesColumns()
        self.is_log = False
        self.prefix = ""
        self.depth = 0
        self.last_trace = self.last_trace_line = -1
        self._line, self._byte = line, byte
        self._in_trace = False
        self._in_event = False

    @property
    def is_at_trace(self) -> bool:
        """Whether the parser stands directly inside of a trace."""
        return self._in_trace and self.depth == 2

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        depth = self.depth = self.depth + 1
        if self.prefix:
            tag = tag.removeprefix(self.prefix)
        if self._in_event:
            if depth == 4 and tag in ATTRIBUTES:
                self._put(self.out.events, self.out.n_events - 1, attributes)
        elif self._in_trace:
            if depth == 3:
                self._inside_trace(tag, attributes)
        elif depth == 2:
            self._inside_log(tag, attributes)
        elif depth == 1:
            prefix, colon, name = tag.rpartition(":")
            self.prefix = prefix + colon
            if name != "log":
                raise UserError(
                    tr(
                        "{name} is an XML file but no XES log (it begins with <{tag}>).",
                        name=self.name,
                        tag=tag[:40],
                    )
                )
            self.is_log = True

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self.depth == 3:
            self._in_event = False
        elif self.depth == 2:
            self._in_trace = False
        self.depth -= 1

    def _inside_log(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "trace":
            self._in_trace = True
            self.out.n_traces += 1
            self.last_trace, self.last_trace_line = self._byte(), self._line()
        elif tag == "event":
            self.out.events_outside_traces += 1
        elif tag == "string" and attributes.get("key") in MARKS:
            self.out.log[attributes["key"]] = attributes.get("value", "")

    def _inside_trace(self, tag: str, attributes: dict[str, str]) -> None:
        out = self.out
        if tag == "event":
            self._in_event = True
            out.n_events += 1
            out.trace_of_event.append(out.n_traces - 1)
            out.line_of_event.append(self._line())
        elif tag in ATTRIBUTES:
            self._put(out.traces, out.n_traces - 1, attributes)

    def _put(self, columns: dict[str, Column], entry: int, attributes: dict[str, str]) -> None:
        key, text = attributes.get("key"), attributes.get("value")
        if key is not None and text is not None:
            column_of(columns, key, self.name).put(entry, text)
