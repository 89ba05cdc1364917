"""YAML text as plain sections, lists and texts, with the line of every section; bounded, and nothing converted."""

from __future__ import annotations

from typing import Any

import yaml

from mining.number_format import number
from models.errors import UserError
from resources.translation import tr

LARGEST_FILE = 1_000_000
"""Characters."""
DEEPEST_FILE = 40
MOST_VALUES = 100_000
"""Values in the file, those that aliases repeat counted every time."""


_TOO_DEEP = tr(
    "{{where}} is nested more than {deepest_file} levels deep; flatten it.", deepest_file=DEEPEST_FILE
)


class Section(dict[str, Any]):
    """A YAML mapping that knows the line (from 1) on which it begins."""

    line: int = 0

    def plain(self) -> dict[str, Any]:
        """The same as dictionaries of Python, at every depth."""
        return {name: plain(value) for name, value in self.items()}


def plain(value: Any) -> Any:
    """A value of the tree without the line numbers."""
    if isinstance(value, Section):
        return value.plain()
    return [plain(item) for item in value] if isinstance(value, list) else value


def read_tree(text: str, where: str) -> Any:
    """The tree of the only document in `text`: `Section`, list, or text.

    Scalars are kept as they are written: `no`, `12:30`, `1e3` and `~` are texts. Raises UserError where the
    text is no YAML, too large, too deep, has tags, a key twice, more than one document or an alias bomb.
    """
    if len(text) > LARGEST_FILE:
        raise UserError(
            tr(
                "{where} is larger than 1 MB, which no documented process is; choose another file.",
                where=where,
            )
        )
    builder = _Builder(where)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = tr(", line {line}", line=error.problem_mark.line + 1) if error.problem_mark else ""
        if "nesting depth" in str(error.problem):  # PyYAML has a limit of its own, from 6.0.4 on
            raise UserError(_TOO_DEEP.format(where=f"{where}{line}")) from error
        raise UserError(
            tr(
                "{where}{line} is not valid YAML: {problem}; correct that line.",
                where=where,
                line=line,
                problem=error.problem,
            )
        ) from error
    except yaml.reader.ReaderError as error:
        raise UserError(
            tr(
                "{where} holds characters that YAML does not allow: {reason}.",
                where=where,
                reason=error.reason,
            )
        ) from error
    return builder.root


class _Builder:
    """Builds the tree from parser events without recursion, so that depth cannot exhaust the stack."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.root: Any = ""
        self.open: list[tuple[Any, str | None]] = []  # containers, with the anchor they carry
        self.keys: list[str | None] = []  # the key that waits for its value, one a container
        self.anchors: dict[str, Any] = {}
        self.values = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise UserError(
                    tr(
                        "{where}, line {line}: a second document begins; keep one in a file.",
                        where=self.where,
                        line=line,
                    )
                )
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event, line)
            self._add(event.value, event.anchor, line)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._refuse_tag(event, line)
            self._open(event, line)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            container, anchor = self.open.pop()
            self.keys.pop()
            self._add(container, anchor, line)

    def _refuse_tag(self, event: Any, line: int) -> None:
        if event.tag not in (
            None,
            "!",
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:map",
            "tag:yaml.org,2002:seq",
        ):
            raise UserError(
                tr(
                    "{where}, line {line}: the tag {tag} is not allowed; write plain values.",
                    where=self.where,
                    line=line,
                    tag=event.tag,
                )
            )

    def _open(self, event: Any, line: int) -> None:
        if len(self.open) >= DEEPEST_FILE:
            raise UserError(_TOO_DEEP.format(where=tr("{where}, line {line}", where=self.where, line=line)))
        container: Any = []
        if isinstance(event, yaml.MappingStartEvent):
            container = Section()
            container.line = line
        if self.open and isinstance(self.open[-1][0], Section) and self.keys[-1] is None:
            raise UserError(
                tr(
                    "{where}, line {line}: a key must be a plain word, not a list or a section.",
                    where=self.where,
                    line=line,
                )
            )
        self.open.append((container, event.anchor))
        self.keys.append(None)

    def _alias(self, anchor: str | None, line: int) -> None:
        if anchor is None or anchor not in self.anchors:
            raise UserError(
                tr(
                    "{where}, line {line}: the alias *{anchor} refers to nothing before it.",
                    where=self.where,
                    line=line,
                    anchor=anchor,
                )
            )
        size, depth = _measure(self.anchors[anchor])
        if len(self.open) + depth > DEEPEST_FILE:
            raise UserError(
                tr(
                    "{where}, line {line} is nested more than {deepest_file} levels deep; flatten it.",
                    where=self.where,
                    line=line,
                    deepest_file=DEEPEST_FILE,
                )
            )
        self.values += size
        self._add(self.anchors[anchor], None, line)

    def _add(self, value: Any, anchor: str | None, line: int) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise UserError(
                tr(
                    "{where}, line {line}: the file holds more than {most_values} values; shorten it.",
                    where=self.where,
                    line=line,
                    most_values=number(MOST_VALUES),
                )
            )
        if anchor:
            self.anchors[anchor] = value
        if not self.open:
            self.root = value
            return
        container, waiting = self.open[-1][0], self.keys[-1]
        if isinstance(container, list):
            container.append(value)
        elif waiting is not None:
            container[waiting] = value
            self.keys[-1] = None
        elif not isinstance(value, str):
            raise UserError(
                tr(
                    "{where}, line {line}: a key must be a plain word, not a list or a section.",
                    where=self.where,
                    line=line,
                )
            )
        elif value in container:
            raise UserError(
                tr(
                    "{where}, line {line}: the key {value} stands there twice; keep one of them.",
                    where=self.where,
                    line=line,
                    value=value,
                )
            )
        else:
            self.keys[-1] = value


def _measure(value: Any) -> tuple[int, int]:
    """How many values a finished tree holds and how many levels deep it is (at most `DEEPEST_FILE`)."""
    if isinstance(value, str):
        return 1, 0
    inner = [_measure(item) for item in (value.values() if isinstance(value, Section) else value)]
    return 1 + sum(size for size, _ in inner), 1 + max((depth for _, depth in inner), default=0)
