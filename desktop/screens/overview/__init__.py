"""The first screen: how many deals follow the process, what matters most, and what the data are."""
