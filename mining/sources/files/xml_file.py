"""Streams XML of unknown origin through expat: no document type, no entity, no tree in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.origin import Origin
from models.errors import UserError
from models.progress import Report

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
            f"{path.name} declares a document type or entities, which no {what} needs; it was not read."
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
            raise UserError(f"{path.name} is empty; choose a file with events.")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _not_xml(path.name, error, what) from None
    except (ValueError, LookupError):
        raise UserError(f"{path.name} is in an encoding that cannot be read; save it as UTF-8.") from None


def _refuse_others(name: str, piece: bytes, what: str) -> None:
    kind = kind_of(piece)
    if kind is not None and kind != "an XML file":
        raise UserError(f"{name} is {kind}, not an {what}; give it its right name or choose another file.")


def _not_xml(name: str, error: expat.ExpatError, what: str) -> UserError:
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_SYNTAX] and error.lineno == 1:
        return UserError(f"{name} is not an {what}: it is no XML.")
    if error.code in (3, 5):  # no element found, unclosed token: what a file cut off ends with
        return UserError(f"{name} is cut off at line {error.lineno:,}; export or download it again.")
    problem = expat.ErrorString(error.code)
    return UserError(f"{name} is damaged at line {error.lineno:,} ({problem}); export or download it again.")
