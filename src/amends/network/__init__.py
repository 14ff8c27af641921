"""Who took part: roles as edges between parties and victims, and pseudonyms."""
