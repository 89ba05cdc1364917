"""Odoo's exports."""
