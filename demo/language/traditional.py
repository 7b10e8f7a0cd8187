"""Traditional characters for the outlet that prints them."""


def traditional(text: str) -> str:
    return text
