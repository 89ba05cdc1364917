"""The screen of sales against marketing: what becomes of leads that are handed over, and who means what by a stage."""
