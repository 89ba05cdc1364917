"""The template of a report as YAML (`lanekeeper.report-template/1`), so that it can be read, kept and mailed."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

import yaml

from mining.atomic_file import write_atomically
from mining.process.text_file import bytes_of, refuse_binary, text_of
from mining.process.yaml_fields import FieldReader
from mining.process.yaml_tree import Section, read_tree
from mining.report.fields import check_fields
from mining.report.look import accent_of, check_logo
from mining.report.sections import KINDS, sections_of
from models.errors import UserError
from models.report_template import MOST_FINDINGS, ReportTemplate, TemplateSection
from resources.translation import LANGUAGES, tr

FORMAT = "lanekeeper.report-template/1"
LONGEST_TEXT = 20_000
"""Characters of the user's own words in one section."""
_KIND = tr("the template of a report (.yaml)")
_TEXTS = ("language", "title", "author", "organisation", "accent")
_KEYS = ("format", *_TEXTS, "findings", "per_rep", "with_names", "logo", "sections")
_SECTION_KEYS = ("section", "include", "title", "text")


def read_template(path: Path) -> ReportTemplate:
    """Read a template. Raises UserError with the file, the line and what is wrong, as far as a field in a text."""
    data = bytes_of(path, _KIND)
    refuse_binary(data, path.name, tr("the template of a report"), _KIND)
    return parse_template(text_of(data, path.name), path.name)


def parse_template(text: str, where: str) -> ReportTemplate:
    """The template in a text; `where` is the name of its file."""
    tree = read_tree(text, where)
    if not isinstance(tree, Section) or not any(key in tree for key in _KEYS):
        raise UserError(
            tr(
                "{where} holds no template of a report: it needs keys such as `title` or `sections`.",
                where=where,
            )
        )
    return _Reader(where).template(tree)


def write_template(template: ReportTemplate, out: Path) -> None:
    """Write a template; the file is complete or not there. Raises UserError where it cannot be written."""
    write_atomically(out, template_text(template).encode())


def template_text(template: ReportTemplate) -> str:
    """The template as text that `parse_template` reads back; all sections stand in it, in their order."""
    tree: dict[str, Any] = {"format": FORMAT}
    tree |= {name: getattr(template, name) for name in _TEXTS if getattr(template, name)}
    tree |= {"findings": template.findings, "per_rep": template.per_rep, "with_names": template.with_names}
    tree["sections"] = [_section(one) for one in sections_of(template)]
    if template.logo:
        tree["logo"] = base64.b64encode(template.logo).decode("ascii")
    return yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _section(one: TemplateSection) -> dict[str, Any]:
    written: dict[str, Any] = {"section": one.key}
    if not one.is_included:
        written["include"] = False
    return written | {name: value for name, value in (("title", one.title), ("text", one.text)) if value}


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _lines(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _lines)


class _Reader(FieldReader):
    def template(self, tree: Section) -> ReportTemplate:
        what = tr("the template")
        self.refuse_unknown(tree, _KEYS, what)
        self._check_format(tree)
        texts = {name: self.text(tree, name, what) for name in _TEXTS if name in tree}
        if texts.get("language") and texts["language"] not in LANGUAGES:
            raise UserError(
                tr(
                    "{at}: `language` is {written}; write {known}.",
                    at=self.at(tree),
                    written=texts["language"],
                    known=" / ".join(LANGUAGES),
                )
            )
        if "accent" in texts:
            texts["accent"] = accent_of(texts["accent"], self.at(tree))
        return ReportTemplate(
            self._sections(tree),
            **texts,
            logo=self._logo(tree),
            findings=self._findings(tree),
            per_rep=self.flag(tree, "per_rep", what),
            with_names=self.flag(tree, "with_names", what),
        )

    def _check_format(self, tree: Section) -> None:
        written = self.text(tree, "format", tr("the template"))
        if written not in ("", FORMAT):
            raise UserError(
                tr(
                    "{at}: `format` is {written}; this version reads {known}.",
                    at=self.at(tree),
                    written=written,
                    known=FORMAT,
                )
            )

    def _findings(self, tree: Section) -> int:
        if "findings" not in tree:
            return ReportTemplate().findings
        written = self.text(tree, "findings", tr("the template"))
        if not (written.isascii() and written.isdigit()) or int(written[:6]) > MOST_FINDINGS:
            raise UserError(
                tr(
                    "{at}: `findings` is {written}; write how many, from 0 to {most}.",
                    at=self.at(tree),
                    written=written,
                    most=MOST_FINDINGS,
                )
            )
        return int(written)

    def _logo(self, tree: Section) -> bytes:
        written = "".join(self.raw(tree, "logo", tr("the template")).split())
        try:
            logo = base64.b64decode(written, validate=True)
        except (binascii.Error, ValueError):
            raise UserError(
                tr(
                    "{at}: `logo` is no picture in Base64; take it out, or write the template anew.",
                    at=self.at(tree),
                )
            ) from None
        if logo:
            check_logo(logo, tr("{at}: the logo", at=self.at(tree)))
        return logo

    def _sections(self, tree: Section) -> tuple[TemplateSection, ...]:
        found: dict[str, TemplateSection] = {}
        for item in self.entries(tree.get("sections", ""), "sections", "section: summary"):
            one = self._read_section(item)
            if one.key in found:
                raise UserError(
                    tr("{at}: the section {key} stands there twice; keep one.", at=self.at(item), key=one.key)
                )
            found[one.key] = one
        return tuple(found.values())

    def _read_section(self, item: Section) -> TemplateSection:
        what = tr("the section")
        self.refuse_unknown(item, _SECTION_KEYS, what)
        key = self.text(item, "section", what)
        if key not in KINDS:
            self.refuse_unknown(_named(key, item.line), KINDS, "`sections`")
        title, text = self.text(item, "title", what), self.raw(item, "text", what).strip()
        if len(text) > LONGEST_TEXT:
            raise UserError(
                tr(
                    "{at}: the text of the section {key} is longer than {most} characters; shorten it.",
                    at=self.at(item),
                    key=key,
                    most=LONGEST_TEXT,
                )
            )
        try:
            check_fields(text, title or KINDS[key].title)
        except UserError as error:
            raise UserError(tr("{at}: {error}", at=self.at(item), error=error)) from None
        return TemplateSection(
            key, self.flag(item, "include", what) if "include" in item else True, title, text
        )


def _named(key: str, line: int) -> Section:
    """A section with this key alone: the reader says of it what it says of any unknown key."""
    section = Section({key: ""})
    section.line = line
    return section
