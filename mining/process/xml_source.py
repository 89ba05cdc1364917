"""XML from outside: parsed without entities, document types or anything that leads out of the file."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from models.errors import UserError
from resources.translation import tr

LARGEST_FILE = 20_000_000
"""Bytes; a process model of a thousand steps with its drawing stays far below."""


def parse_xml(data: bytes, where: str) -> Element:
    """The root element; raises UserError where the file is too large, no XML, or has a document type."""
    if len(data) > LARGEST_FILE:
        raise UserError(
            tr("{where} is larger than 20 MB, which no process model is; choose another file.", where=where)
        )
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UserError(
            tr(
                "{where} declares a document type (DOCTYPE) or entities, which can hide harmful content; "
                "remove the declaration or export the model again.",
                where=where,
            )
        ) from error
    except ParseError as error:
        line, column = error.position
        raise UserError(
            tr(
                "{where} is not valid XML (line {line}, column {column}); export the model again.",
                where=where,
                line=line,
                column=column + 1,
            )
        ) from error
    except (ValueError, LookupError) as error:
        raise UserError(
            tr("{where} is written in an encoding that XML does not know; save it as UTF-8.", where=where)
        ) from error
    return root


def local(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]
