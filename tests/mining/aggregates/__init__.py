"""Tests of counts and times of parts of a log."""
