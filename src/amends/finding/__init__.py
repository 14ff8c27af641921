"""Finding words in texts of any script: one way of folding them, and what a question asks for."""

from amends.finding.questions import MOST_PARTS, Part, Question, read_question
from amends.finding.scripts import Script, scripts_in
from amends.finding.snippets import Passage, Piece, passages
from amends.finding.words import normal, terms_of

__all__ = [
    "MOST_PARTS",
    "Part",
    "Passage",
    "Piece",
    "Question",
    "Script",
    "normal",
    "passages",
    "read_question",
    "scripts_in",
    "terms_of",
]
