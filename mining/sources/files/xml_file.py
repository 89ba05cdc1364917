"""Streams XML of unknown origin through expat: no document type, no entity, no tree in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from mining.number_format import number
from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.origin import Origin
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

_PIECE = 1 << 18


class Handler(Protocol):
    """What takes the elements as they come; names of elements are without a prefix."""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        """An element begins."""
        ...

    def text(self, text: str) -> None:
        """Some of the text between tags; long ones come in pieces."""
        ...

    def end(self, tag: str) -> None:
        """The element that began last, and has not ended yet, ends."""
        ...


def stream_xml(path: Origin, handler: Handler, what: str, report: Report, told: Callable[[], str]) -> None:
    """Feed a plain or gz XML file to a handler; `what` it should be is for messages, `told` for the progress.

    Raises UserError where it is no XML, declares a document type or entities, is damaged or cut off, or unpacks
    to too much, and what the handler raises.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise UserError(
            tr(
                "{name} declares a document type or entities, which no {what} needs; it was not read.",
                name=path.name,
                what=what,
            )
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        handler.start(tag.rpartition(":")[2], attributes, parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.CharacterDataHandler = handler.text
    parser.EndElementHandler = lambda tag: handler.end(tag.rpartition(":")[2])
    is_empty = True
    try:
        for piece, fraction in chunks(path):
            if is_empty:
                _refuse_others(path.name, piece, what)
                is_empty = False
            for begin in range(0, len(piece), _PIECE):
                parser.Parse(piece[begin : begin + _PIECE], False)
                report(0.9 * fraction, told())
        if is_empty:
            raise UserError(tr("{name} is empty; choose a file with events.", name=path.name))
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _not_xml(path.name, error, what) from None
    except (ValueError, LookupError):
        raise UserError(
            tr("{name} is in an encoding that cannot be read; save it as UTF-8.", name=path.name)
        ) from None


def _refuse_others(name: str, piece: bytes, what: str) -> None:
    kind = kind_of(piece)
    if kind is not None and kind != "an XML file":
        raise UserError(
            tr(
                "{name} is {kind}, not an {what}; give it its right name or choose another file.",
                name=name,
                kind=kind,
                what=what,
            )
        )


def _not_xml(name: str, error: expat.ExpatError, what: str) -> UserError:
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_SYNTAX] and error.lineno == 1:
        return UserError(tr("{name} is not an {what}: it is no XML.", name=name, what=what))
    if error.code in (3, 5):  # no element found, unclosed token: what a file cut off ends with
        return UserError(
            tr(
                "{name} is cut off at line {lineno}; export or download it again.",
                name=name,
                lineno=number(error.lineno),
            )
        )
    problem = expat.ErrorString(error.code)
    return UserError(
        tr(
            "{name} is damaged at line {lineno} ({problem}); export or download it again.",
            name=name,
            lineno=number(error.lineno),
            problem=problem,
        )
    )
