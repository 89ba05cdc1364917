"""The process map: what is documented and what is done, on one picture."""
