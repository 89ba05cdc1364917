"""Reads exported files back, as far as the tests need: the texts of an SVG and of a PDF, and what a workbook holds."""

import re
import zlib
from xml.etree import ElementTree
from zipfile import ZipFile

SVG = "{http://www.w3.org/2000/svg}"


def svg_texts(content: bytes) -> list[str]:
    """Every text of the picture, its title and its description, in their order."""
    root = ElementTree.fromstring(content)
    return [
        element.text or ""
        for element in root.iter()
        if element.tag in (SVG + "text", SVG + "title", SVG + "desc")
    ]


def pdf_text(content: bytes) -> str:
    """The letters of a page in the order in which they are drawn; a new block of text begins a new line."""
    objects = {int(found[1]): found[2] for found in re.finditer(rb"(\d+) 0 obj\s(.*?)endobj", content, re.S)}
    page = next(body for body in objects.values() if b"/Type /Page\n" in body)
    resources = objects[_reference(page, b"Resources")]
    letters = {
        name: _letters(objects[_reference(objects[int(number)], b"ToUnicode")])
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources)
    }
    lines, font = [], {}
    for token in re.finditer(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\b(ET)\b", _stream(objects, page)):
        if token[1]:
            font = letters[token[1]]
            lines.append("")
        elif token[2]:
            codes = [token[2][at : at + 4] for at in range(0, len(token[2]), 4)]
            lines[-1] += "".join(font.get(int(code, 16), "") for code in codes)
    return "\n".join(
        " ".join(line.split()) for line in lines
    )  # a blank can be any of the letters that look like one


def pdf_streams(content: bytes) -> bytes:
    """All that a PDF packs, unpacked."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def unzipped(path) -> str:
    """All files in a workbook, one after the other."""
    with ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])


def _stream(objects: dict[int, bytes], page: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)endstream", objects[_reference(page, b"Contents")], re.S)
    assert found is not None
    return zlib.decompress(found[1])


def _letters(cmap: bytes) -> dict[int, str]:
    """The letter of every glyph of a font, as its table says."""
    letters: dict[int, str] = {}
    for first, last, several, one in re.findall(
        rb"<([0-9A-F]+)> <([0-9A-F]+)> (?:\[([^\]]*)\]|<([0-9A-F]+)>)", cmap
    ):
        start, end = int(first, 16), int(last, 16)
        codes = re.findall(rb"[0-9A-F]+", several) or [
            f"{int(one, 16) + at:04X}".encode() for at in range(end - start + 1)
        ]
        for at, code in enumerate(codes):
            letters[start + at] = bytes.fromhex(code.decode()).decode("utf-16-be", "ignore")
    return letters
