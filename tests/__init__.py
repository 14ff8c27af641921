"""The tests of amends, laid out like src/amends, with the rules of the code in architecture."""
