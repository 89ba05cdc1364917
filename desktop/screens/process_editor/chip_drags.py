"""Stages dragged onto the canvas from the chips above it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from desktop.screens.process_editor.carrying import Step
from desktop.screens.process_editor.chips import NEW, ChipStrip
from desktop.screens.process_editor.offers import LoggedStep
from desktop.screens.process_editor.view import FlowView
from mining.process.editing.naming import new_stage
from models.sales_process import Stage
from resources.translation import tr


class ChipDrags(QObject):
    """Carries what a chip stands for over the canvas, as if it had been taken there."""

    def __init__(self, chips: ChipStrip, view: FlowView) -> None:
        super().__init__(view)
        self._view = view
        chips.begun.connect(self._begun)
        chips.moved.connect(self._moved)
        chips.dropped.connect(self._dropped)

    def _begun(self, step: LoggedStep, at: QPoint) -> None:
        stage = new_stage(self._view.flow.process, step.label or tr("New stage"))
        if step != NEW:
            stage = Stage(stage.name, (step.label,))
        self._view.carry(Step(stage, None), self._here(at))

    def _moved(self, at: QPoint) -> None:
        if self._view.is_carrying:  # Escape may have ended it
            self._view.carry_to(self._here(at))

    def _dropped(self, at: QPoint) -> None:
        self._moved(at)
        self._view.drop()

    def _here(self, at: QPoint) -> QPoint:
        return self._view.viewport().mapFromGlobal(at)
