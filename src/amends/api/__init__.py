"""The REST API of the office: a thin door over its selectors and services."""
