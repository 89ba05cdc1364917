"""People, and groups too small to be told: what does not leave the program unless the user says so."""
