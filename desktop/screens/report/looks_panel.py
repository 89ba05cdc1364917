"""Whom the report is for and how it looks: title, author, language, colour, logo, and how much it tells of people."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.pictures import png_of
from desktop.screens.report.swatch import Swatch
from desktop.theme import Palette
from desktop.widgets.calm_boxes import CalmComboBox, CalmSpinBox
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.form_field import FormField
from desktop.widgets.text import frame, set_tip, text
from mining.report.look import accent_of, check_logo
from models.errors import UserError
from models.report_template import MOST_FINDINGS, ReportTemplate
from resources.translation import LANGUAGES, language, tr

ACCENTS = ("#2563eb", "#0f766e", "#7c3aed", "#b91c1c", "#a16207", "#334155")
"""Colours that are offered; any other can be chosen or written."""
_LOGO_PIXELS = 600
_LARGEST_FILE = 20_000_000


class LooksPanel(QWidget):
    """Tells of every edit with its verb and the new template."""

    edited = Signal(str, object)

    failed = Signal(object)
    """The `UserError` that says why a logo was not taken."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._template = ReportTemplate()
        self.title = CommitEdit(tr("Title of the report"), tr("The sales process in practice"))
        self.organisation = CommitEdit(tr("Organisation"), tr("Whom it is about"))
        self.author = CommitEdit(tr("Author"), tr("Who wrote it"))
        self.language = CalmComboBox(tr("Language of the report"))
        self.accent = CommitEdit(tr("Colour of the report"), ACCENTS[0])
        self.swatches = [Swatch(colour) for colour in ACCENTS]
        self.colour_button = QPushButton(tr("Other…"))
        self.logo = QLabel()
        self.logo_button, self.no_logo_button = QPushButton(tr("Choose a logo…")), QPushButton(tr("Remove"))
        self.findings = CalmSpinBox(tr("Findings that are told"), 0, MOST_FINDINGS)
        self.per_rep = QCheckBox(tr("Tell reps apart"))
        self.with_names = QCheckBox(tr("Name people"))
        self.accent_field = FormField(tr("Colour"), palette, self._colours(), self.accent)
        self._build(palette)
        self._connect()

    def show_template(self, template: ReportTemplate) -> None:
        """Show a template; what is being typed stays."""
        self._template = template
        self.title.show_text(template.title)
        self.organisation.show_text(template.organisation)
        self.author.show_text(template.author)
        entries = list(LANGUAGES.items())
        self.language.show_entries(entries, template.language or language())
        self.accent.show_text(template.accent)
        for swatch in self.swatches:
            swatch.setChecked(swatch.colour == template.accent)
        self._show_logo(template.logo)
        for box, holds in ((self.per_rep, template.per_rep), (self.with_names, template.with_names)):
            box.blockSignals(True)
            box.setChecked(holds)
            box.blockSignals(False)
        self.findings.blockSignals(True)
        self.findings.setValue(template.findings)
        self.findings.blockSignals(False)

    def set_palette_colors(self, palette: Palette) -> None:
        """Nothing is drawn by hand here but the colours of the report itself."""

    def take_logo(self, name: str) -> None:
        """Take a picture as the logo, made small enough; says so where it is none."""
        image = QImage()
        try:
            with open(name, "rb") as file:
                image.loadFromData(file.read(_LARGEST_FILE))
        except OSError as error:
            self.failed.emit(UserError(tr("The logo cannot be read: {reason}.", reason=error.strerror)))
            return
        if image.isNull():
            self.failed.emit(UserError(tr("This is no picture that can be read; choose a PNG or a JPEG.")))
            return
        if max(image.width(), image.height()) > _LOGO_PIXELS:
            image = image.scaled(
                _LOGO_PIXELS,
                _LOGO_PIXELS,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        logo = png_of(image)
        try:
            check_logo(logo, tr("The logo"))
        except UserError as error:
            self.failed.emit(error)
            return
        self.edited.emit(tr("Choose a logo"), replace(self._template, logo=logo))

    def _show_logo(self, logo: bytes) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(logo)
        self.logo.setVisible(not pixmap.isNull())
        self.no_logo_button.setVisible(not pixmap.isNull())
        if not pixmap.isNull():
            size = QSize(160, 48)
            how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.logo.setPixmap(pixmap.scaled(size, *how))

    def _ask_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a logo"), "", tr("Pictures (*.png *.jpg *.jpeg *.svg)")
        )
        if name:
            self.take_logo(name)

    def _ask_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._template.accent), self, tr("Colour of the report"))
        if chosen.isValid():
            self._colour(chosen.name())

    def _colour(self, written: str, *_: object) -> None:
        try:
            accent = accent_of(written, tr("The colour"))
        except UserError as error:
            self.accent_field.say(str(error))
            return
        self.accent_field.say("")
        self._set(tr("Choose a colour"), "accent", accent)

    def _set(self, verb: str, name: str, value: object) -> None:
        if getattr(self._template, name) != value:
            self.edited.emit(verb, replace(self._template, **{name: value}))  # type: ignore[arg-type]  # by name
        self.show_template(self._template)

    def _connect(self) -> None:
        texts = ((self.title, "title"), (self.organisation, "organisation"), (self.author, "author"))
        for edit, name in texts:
            edit.committed.connect(partial(self._set, tr("Say whom the report is for"), name))
        self.language.activated.connect(
            lambda _: self._set(tr("Choose the language"), "language", self.language.currentData())
        )
        self.accent.committed.connect(self._colour)
        for swatch in self.swatches:
            swatch.clicked.connect(partial(self._colour, swatch.colour))
        self.colour_button.clicked.connect(lambda: self._ask_colour())
        self.logo_button.clicked.connect(lambda: self._ask_logo())
        self.no_logo_button.clicked.connect(lambda: self._set(tr("Remove the logo"), "logo", b""))
        self.findings.valueChanged.connect(partial(self._set, tr("Choose how many findings"), "findings"))
        self.per_rep.toggled.connect(partial(self._set, tr("Tell reps apart"), "per_rep"))
        self.with_names.toggled.connect(partial(self._set, tr("Name people"), "with_names"))

    def _colours(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for swatch in self.swatches:
            row.addWidget(swatch)
        row.addStretch(1)
        self.colour_button.setProperty("kind", "quiet")
        row.addWidget(self.colour_button)
        held = QWidget()
        held.setLayout(row)
        return held

    def _build(self, palette: Palette) -> None:
        set_tip(self.per_rep, tr("In the findings and in a table of their own; without it they are “a rep”."))
        set_tip(self.with_names, tr("Real names instead of stand-ins such as Rep 07."))
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(10)
        column.addWidget(text(tr("Whom it is for"), "heading"))
        for name, edit in (
            (tr("Title"), self.title),
            (tr("Organisation"), self.organisation),
            (tr("Author"), self.author),
            (tr("Language"), self.language),
        ):
            column.addWidget(FormField(name, palette, edit))
        column.addWidget(self.accent_field)
        logo = QHBoxLayout()
        logo.setSpacing(8)
        logo.addWidget(self.logo)
        for button in (self.logo_button, self.no_logo_button):
            button.setProperty("kind", "quiet")
            logo.addWidget(button)
        logo.addStretch(1)
        column.addLayout(logo)
        column.addWidget(frame("line"))
        column.addWidget(text(tr("How much it tells"), "heading"))
        column.addWidget(FormField(tr("Findings, at most"), palette, self.findings))
        column.addWidget(self.per_rep)
        column.addWidget(self.with_names)
        column.addWidget(
            text(
                tr(
                    "Teams with fewer than 5 people, and teams or reps with fewer than 30 deals, are not shown alone."
                ),
                "small",
                wrap=True,
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
