"""What proves that records were not changed: trees over them, and notes signed about those."""
