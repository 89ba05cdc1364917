"""Zoho CRM's exports."""
