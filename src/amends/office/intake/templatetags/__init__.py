"""Template filters on reports."""
