"""Who may not come near which case, whatever their role: the bars, and how they are lifted."""
