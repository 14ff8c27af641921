"""What amends tells people of their own accord: a calendar feed and a daily digest."""
