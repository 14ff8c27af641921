"""What people said in a case, on what they agree and differ, and the issues that come of it."""
