"""Cases: assignment, links, merging and splitting, notes and saved views."""
