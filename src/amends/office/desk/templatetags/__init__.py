"""Words for codes, in templates."""
