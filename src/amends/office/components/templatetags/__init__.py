"""What the components' templates need beyond Django's own tags."""
