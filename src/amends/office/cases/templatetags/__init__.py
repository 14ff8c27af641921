"""What the pages of a case need in their templates."""
