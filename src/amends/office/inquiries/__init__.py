"""What police and other bodies are asked for what is not proved yet, and what they answer."""
