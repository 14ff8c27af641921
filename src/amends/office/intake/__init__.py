"""Reports before there is a case, recruiters, and the identification of victims."""
