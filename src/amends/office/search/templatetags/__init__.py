"""What the search page needs of templates."""
