"""Who is who, what is processed, and a copy that is safe to mail."""
