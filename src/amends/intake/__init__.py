"""What reaches the unit before there is a case: reports, indicators, triage, and their figures."""
