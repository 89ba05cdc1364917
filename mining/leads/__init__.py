"""Sales against marketing: what became of the leads that were handed over, how fast, and who means what by a stage."""
