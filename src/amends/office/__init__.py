"""The office: the only place where amends meets Django, a database and a browser."""
