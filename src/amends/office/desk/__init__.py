"""The front page of each role, help, and what every page shares."""
