"""The pages of the law: what is held, the audit, comparison and changes."""
