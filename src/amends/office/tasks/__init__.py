"""Tasks and directions: owner, due date, escalation and cover during leave."""
