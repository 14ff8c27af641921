"""What the pages of the timeline need in their templates."""
