"""Attachments in a safe store; the room in which exhibits and custody will live."""
