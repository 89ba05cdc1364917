"""A copy of a project that is safe to mail: who and which deal it was cannot be read from it."""
