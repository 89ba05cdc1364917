"""The demo company: a generator whose truth is written down beside its data."""
