"""Files of an export that are there twice: a copy is not read again, as its events would count twice."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from mining.sources.files.bounded import chunks
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.files.origin import Member, Origin, Sheet, file_of, size_of
from models.errors import UserError
from resources.translation import tr

_COPY_NUMBER = re.compile(r"\s*\(\d+\)")
_NUMBER = re.compile(r"\d+")


def without_copies(files: Sequence[Origin]) -> tuple[tuple[Origin, ...], dict[str, str]]:
    """The files without those that are byte for byte another one, and a sentence for each of these by its name.

    The shortest name is kept. Records in JSON may leave it to the name of their file which deal they belong to, so
    such files are only copies where their names have the same numbers. Files that cannot be read stay.
    """
    sizes = [_size(file) for file in files]
    often = Counter(sizes)
    groups: dict[tuple[str, ...], list[Origin]] = {}
    for place, (file, size) in enumerate(zip(files, sizes, strict=True)):
        mark = _mark(file) if size and often[size] > 1 else ()
        groups.setdefault(mark or (str(place),), []).append(file)
    said: dict[str, str] = {}
    kept: set[Origin] = set()
    for group in groups.values():
        original = min(group, key=lambda file: (len(file.name), file.name))
        kept.add(original)
        for file in group:
            if file is not original:
                said[file.name] = tr(
                    "{name} is byte for byte the same as {name_2}: not used.",
                    name=file.name,
                    name_2=original.name,
                )
    return tuple(file for file in files if file in kept), said


def _size(file: Origin) -> int:
    """The unpacked size where an archive declares one, 0 where it cannot be told."""
    inner = file_of(file)
    try:
        return inner.unpacked if isinstance(inner, Member) else size_of(file)
    except OSError:
        return 0


def _mark(file: Origin) -> tuple[str, ...]:
    """What two files have in common exactly if one is a copy of the other; empty where that cannot be told."""
    told = hashlib.sha256()
    try:
        for piece, _ in chunks(file_of(file), is_unpacking=False):
            told.update(piece)
    except UserError:
        return ()
    ending = next((end for end in JSON_ENDINGS if file.name.lower().endswith(end)), "")
    name = _COPY_NUMBER.sub("", file.name.removesuffix(ending)) if ending else ""
    return (told.hexdigest(), file.title if isinstance(file, Sheet) else "", *_NUMBER.findall(name))
