"""Statutes as dated data: what each law says, since when, on whose reading, audited and used."""
