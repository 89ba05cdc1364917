"""The variants: every distinct path as a row of chevrons, counted, grouped, searched and compared with the process."""
