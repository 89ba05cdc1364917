"""XES, the exchange format of event logs."""
