"""How large the parts of a drawn process are, in pixels."""

CARD = (92.0, 116.0)
"""Width and height of a stage's card: upright, so that a process of seven stages is read at full size."""
GAP = 16.0
"""Between two steps of a line."""
OPENED = 76.0
"""Added to a gap into which something is about to be put."""
FORK = 26.0
"""From the edge of a block to where its lanes begin, and from their end to the other edge."""
HEAD, PAD = 32.0, 12.0
"""The row of words on top of a lane, and the room around what is in it."""
EMPTY = (88.0, 22.0)
"""The inside of a lane with nothing in it."""
START = 52.0
"""The width of where the line begins."""
PILL = (74.0, 32.0)
"""Ends."""
WAY = 16.0
"""Between two ways back that pass the same place, and from what they pass."""
RAIL = 46.0
"""From one end below the spine to the next."""
MARGIN = 12.0
"""Around the whole drawing."""

WORDS = 104.0
"""The words that stand where the line of an end begins that comes from any stage."""
