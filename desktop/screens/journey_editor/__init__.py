"""The buyer's journey drawn above the documented process: what each stage presumes, and what shows each step."""
