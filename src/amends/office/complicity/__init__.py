"""Reports on officials, handed in without an account and sealed to the ombudsman."""
