"""What people do again and again, and how much of it is recorded at all."""
