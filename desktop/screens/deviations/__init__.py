"""What departs from the documented process: how often, with what outcome, in which deals."""
