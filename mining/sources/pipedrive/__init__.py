"""Pipedrive's exports."""
