"""Management commands of the components."""
