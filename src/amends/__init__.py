"""amends: from the first report of trafficking to the last restitution payment."""

__version__ = "0.1.0"
