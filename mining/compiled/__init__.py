"""Inner loops that numba compiles in the background; the numpy way serves until then and where numba is missing."""
