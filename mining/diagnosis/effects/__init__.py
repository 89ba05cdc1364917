"""What goes along with a deviation: outcomes with and without it, at equal mix, with their uncertainty."""
