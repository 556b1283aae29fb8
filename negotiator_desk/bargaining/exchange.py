"""What two laptops hand to each other, and what an employer answers."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a sealed message carries."""

    OFFER = "offer"
    TEXT = "text"
    ANSWER = "answer"


class ConsentAnswer(StrEnum):
    """What one of several employers says to an offer."""

    CONSENTS = "consents"
    REFUSES = "refuses"
