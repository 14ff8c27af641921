"""What people do in the office, done in a real browser."""
