"""The log: one chained entry for every write and every read of case data."""
