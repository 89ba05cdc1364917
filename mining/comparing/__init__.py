"""Compares two sets of deals: how they go, how long they take and how they end, with what is larger than chance."""
