"""How large the parts of a drawn process are, in pixels."""

CARD = (136.0, 86.0)
"""Width and height of a stage's card."""
GAP = 30.0
"""Between two steps of a line."""
OPENED = 72.0
"""Added to a gap into which something is about to be put."""
FORK = 30.0
"""From the edge of a block to where its lanes begin, and from their end to the other edge."""
HEAD, PAD = 32.0, 12.0
"""The row of words on top of a lane, and the room around what is in it."""
EMPTY = (88.0, 22.0)
"""The inside of a lane with nothing in it."""
PILL = (80.0, 32.0)
"""Start and ends."""
WAY = 16.0
"""Between two ways back that pass the same place, and from what they pass."""
RAIL = 46.0
"""From one end below the spine to the next."""
MARGIN = 28.0
"""Around the whole drawing."""

WORDS = 104.0
"""The words that stand where the line of an end begins that comes from any stage."""
