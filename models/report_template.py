"""What a report has and how it looks: the sections in their order, the user's own words, and for whom it is."""

from __future__ import annotations

from dataclasses import dataclass, field

DEFAULT_ACCENT = "#2563eb"
MOST_FINDINGS = 10


@dataclass(frozen=True)
class TemplateSection:
    """One section: `key` names it; an empty `title` is the one that goes with the key.

    `text` is the user's own words at its beginning, in which `{win_rate}` and the like stand for figures.
    """

    key: str
    is_included: bool = True
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class ReportTemplate:
    """A report as it is wanted; without sections it has all of them in the usual order.

    `language` is a code ("en", "de"), empty for the language of the program. `title`, `author` and `organisation` may
    be empty. `findings` says how many of the findings are told. Reps are only told apart where `per_rep`, and named
    only where `with_names`.
    """

    sections: tuple[TemplateSection, ...] = ()
    language: str = ""
    title: str = ""
    author: str = ""
    organisation: str = ""
    accent: str = DEFAULT_ACCENT
    logo: bytes = field(default=b"", repr=False)
    findings: int = 5
    per_rep: bool = False
    with_names: bool = False
