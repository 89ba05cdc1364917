"""Key figures over time on a screen: a card each, and what changed when one asks for it."""
