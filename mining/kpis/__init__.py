"""Key figures: how deals fit, and how what was agreed on and what is done develop over time."""
