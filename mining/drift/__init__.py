"""When the way of working changed: change points in what deals do, and whether people or the mix of deals changed."""
