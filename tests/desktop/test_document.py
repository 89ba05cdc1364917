"""The document: edits, undo, and what counts as unsaved."""

from dataclasses import replace
from pathlib import Path

from desktop.document import Document
from models.project import Project


def test_that_an_edit_can_be_undone_and_redone(qapp):
    document = Document(Project("a"))
    document.edit("Rename", replace(document.project, name="b"))
    assert document.project.name == "b"
    assert document.undo_stack.undoText() == "Rename"
    document.undo_stack.undo()
    assert document.project.name == "a"
    document.undo_stack.redo()
    assert document.project.name == "b"


def test_that_every_change_is_told_with_both_projects(qapp):
    document = Document(Project("a"))
    told = []
    document.changed.connect(lambda old, new: told.append((old.name, new.name)))
    document.edit("Rename", Project("b"))
    document.undo_stack.undo()
    assert told == [("a", "b"), ("b", "a")]


def test_that_an_edit_makes_it_modified_and_a_save_does_not(qapp):
    document = Document(Project("a"))
    document.edit("Rename", Project("b"))
    assert document.is_modified
    document.saved(Path("b.lane"), document.project)
    assert not document.is_modified
    assert document.title == "b"


def test_that_what_was_edited_during_a_save_stays_unsaved(qapp):
    document = Document(Project("a"))
    being_saved = document.project
    document.edit("Rename", Project("b"))
    document.saved(Path("a.lane"), being_saved)
    assert document.is_modified


def test_that_a_fresh_import_is_unsaved_until_it_is_saved(qapp):
    document = Document(Project(""))
    document.replace(Project("new"), None, modified=True)
    assert document.is_modified
    document.saved(Path("new.lane"), document.project)
    assert not document.is_modified


def test_that_another_project_begins_a_new_history(qapp):
    document = Document(Project("a"))
    document.edit("Rename", Project("b"))
    document.replace(Project("c"), Path("c.lane"))
    assert not document.undo_stack.canUndo()
    assert not document.is_modified
