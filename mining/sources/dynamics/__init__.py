"""Dynamics 365's exports: Sales, and the opportunity entries of Business Central."""
