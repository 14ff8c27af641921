"""The vault: who victims and protected witnesses are, and how to reach them, under seal."""
