"""The command line: a thin door to the pure rooms and the office."""
