"""Finding words in texts of any script: one way of folding them, and what a question asks for."""

from amends.finding.questions import MOST_PARTS, Part, Question, read_question
from amends.finding.quotes import Quotable, whole_words
from amends.finding.scripts import Script, scripts_in
from amends.finding.snippets import Piece, Snippet, snippets
from amends.finding.words import normal, terms_of

__all__ = [
    "MOST_PARTS",
    "Part",
    "Piece",
    "Question",
    "Quotable",
    "Script",
    "Snippet",
    "normal",
    "read_question",
    "scripts_in",
    "snippets",
    "terms_of",
    "whole_words",
]
