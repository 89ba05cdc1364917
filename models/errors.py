"""The two things that stop work: something the user can mend, and the user's own wish to stop."""

from __future__ import annotations


class UserError(Exception):
    """One clear sentence that says what is wrong, where, and what to do; shown as it is."""


class Cancelled(Exception):
    """Raised by a progress reporter after the user cancelled."""
