"""The front page of each role: what must be done today, and what is at risk."""
