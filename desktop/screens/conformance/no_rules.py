"""What stands in place of the rules where the process has none: what a rule is, and how one comes into being."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.text import text
from resources.translation import tr

SUGGEST = tr("Suggest rules from these deals")
_A_RULE = tr("what must come before or after something else, or never, wherever the deal stands")
NO_RULES = tr(
    "This process has no rules. A rule says {rule}. See what these deals keep untold, and take it over:",
    rule=_A_RULE,
)
NO_ROOM_FOR_RULES = tr(
    "This process is an imported diagram, and an imported diagram cannot hold "
    "rules: {rule}. Use a template from the File menu, or write the process as "
    "a YAML file; its rules are written such as",
    rule=_A_RULE,
)
OR_WRITE = tr("Or write rules into the YAML file of the process, such as")
EXAMPLE = (
    "rules:\n"
    "  - {id: R1, precedence: [Discovery, Proposal], severity: high}\n"
    "  - {id: R2, never: Pricing Committee, severity: low}"
)


class NoRules(QWidget):
    """A sentence, a button that asks for suggestions where rules can be held, and how rules are written."""

    suggestions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = text(NO_RULES, wrap=True)
        self._or_write = text(OR_WRITE, wrap=True)
        self.suggest_button = QPushButton(SUGGEST)
        self.suggest_button.setProperty("kind", "primary")
        self.suggest_button.clicked.connect(self.suggestions_wanted)
        self._build()

    def show_process(self, can_have_rules: bool) -> None:
        """Say it of a process that could have rules, or of one that cannot."""
        self.sentence.setText(NO_RULES if can_have_rules else NO_ROOM_FOR_RULES)
        self.suggest_button.setVisible(can_have_rules)
        self._or_write.setVisible(can_have_rules)

    def _build(self) -> None:
        example = text(EXAMPLE, "example")
        example.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        example.setAccessibleName(tr("Two rules as they stand in the file of a process"))
        button = QHBoxLayout()
        button.addWidget(self.suggest_button)
        button.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(text(tr("No rules yet"), "heading"))
        column.addWidget(self.sentence)
        column.addLayout(button)
        column.addSpacing(4)
        column.addWidget(self._or_write)
        column.addWidget(example)
        column.addWidget(text(tr("and open the file again with File, Open documented process."), "muted"))
        column.addStretch(1)
