"""Emergency access: a case of the unit opened for hours by two persons, told the ombudsman."""
