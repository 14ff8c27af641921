"""Whether an office stands as it should: settings, keys, log, disk, migrations and time."""
