"""What Lanekeeper talks about: frozen dataclasses with validation, and nothing that needs a window or a miner."""
