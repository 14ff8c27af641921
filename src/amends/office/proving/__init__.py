"""The proof of a case: arguments that a lawyer confirms, and how everything stands on them."""
