"""Tests of the verbs with which a process is edited."""
