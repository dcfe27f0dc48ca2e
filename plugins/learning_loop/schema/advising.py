"""The schema of ``registers/advice.yml``: which advice on writing a partnership takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from learning_loop.model import advising as model
from learning_loop.schema.fields import Id, ListOf, Strict, Text, Texts

TypeName = Literal[
    "review", "executive-summary", "practice-guidance", "briefing", "newsletter", "bulletin", "action-plan", "policy", "training", "event",
    "annual-report", "resource", "page",
]  # fmt: skip
FilePath = Annotated[str, StringConstraints(pattern=r"^[a-z][^\\\s]*\.md$")]


class PreferredWordsFields(Strict):
    """Words that you would rather not read, and what you write instead."""

    instead_of: Annotated[Texts, Field(min_length=1)]
    """The words, in every form in which they are written: `hard to reach`, `harder to reach`. Capitals and hyphens do not matter."""
    say: Text
    """What to write instead."""
    why: Annotated[Text, Field(min_length=10)]
    """Why, in one sentence: authors read it."""

    def to_model(self) -> model.PreferredWords:
        """Give the frozen value."""
        return model.PreferredWords(self.instead_of, self.say, self.why)


class KeptWordsFields(Strict):
    """Words that the list which comes with the library advises against, and that you keep."""

    words: Annotated[Texts, Field(min_length=1)]
    """The words."""
    reason: Annotated[Text, Field(min_length=10)]
    """Why you keep them, for whoever reads this in a year."""

    def to_model(self) -> model.KeptWords:
        """Give the frozen value."""
        return model.KeptWords(self.words, self.reason)


class RuleOffFields(Strict):
    """A rule that is not asked."""

    rule: Id
    """The rule, as `loop check` prints it at the end of the line."""
    files: Annotated[tuple[FilePath, ...], ListOf] = ()
    """In which files alone, such as `pages/privacy.md`. Without files and types: everywhere."""
    types: Annotated[tuple[TypeName, ...], ListOf] = ()
    """In which types of document alone."""
    reason: Annotated[Text, Field(min_length=10)]
    """Why, for whoever reads this in a year."""

    def to_model(self) -> model.RuleOff:
        """Give the frozen value."""
        return model.RuleOff(self.rule, self.files, self.types, self.reason)


class AdviceFile(Strict):
    """The file ``advice.yml``."""

    off: Annotated[tuple[RuleOffFields, ...], ListOf] = ()
    """Rules that are not asked."""
    words: Annotated[tuple[PreferredWordsFields, ...], ListOf] = ()
    """Words of your own that you would rather not read."""
    keep: Annotated[tuple[KeptWordsFields, ...], ListOf] = ()
    """Words of the list that comes with the library, which you keep."""
    acronyms: Texts = ()
    """Acronyms that all your readers know: they need no explanation."""
    sentence_words: Annotated[int, Field(ge=15, le=80)] = model.SENTENCE_WORDS
    """How many words a sentence may have."""
    reading_age: Annotated[int, Field(ge=9, le=25)] = model.READING_AGE
    """The reading age in years that a text may have."""

    def to_model(self) -> model.Advising:
        """Give the frozen value."""
        return model.Advising(
            tuple(one.to_model() for one in self.off),
            tuple(one.to_model() for one in self.words),
            tuple(one.to_model() for one in self.keep),
            self.acronyms,
            self.sentence_words,
            self.reading_age,
        )
