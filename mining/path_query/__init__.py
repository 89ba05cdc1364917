"""The path query language: read it, write it, complete it, and find the deals that match."""
