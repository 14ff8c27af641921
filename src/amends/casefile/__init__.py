"""A whole case as one YAML document: read, checked, reviewed and written, without a database."""

from amends.base.problems import Problem
from amends.casefile.demo import demo_cases
from amends.casefile.gaps import Gap
from amends.casefile.model import CaseFile
from amends.casefile.reading import CaseFileError, read, schema, write
from amends.casefile.review import Review, review
from amends.casefile.stated import facts_of

__all__ = [
    "CaseFile",
    "CaseFileError",
    "Gap",
    "Problem",
    "Review",
    "demo_cases",
    "facts_of",
    "read",
    "review",
    "schema",
    "write",
]
