"""Time-stamps of chains of custody, asked of an authority where one is set."""
