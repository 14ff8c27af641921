"""What the page of attachments needs to say of their reading."""
