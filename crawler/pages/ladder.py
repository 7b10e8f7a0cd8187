"""A field that is read from the best evidence there is, and remembers which."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
Rungs = Iterator[tuple[str, T]]  # (name of the rung, what it says), the most trusted first


class ladder(Generic[T]):
    """A property whose function yields rungs. Its value is the first that says something, worked out once; lower rungs are not asked.

    The page's `provenance` names the rung that gave the value. `rungs(page)` gives all of them, to explain a choice.
    """

    def __init__(self, rungs: Callable[[Any], Rungs[T]]) -> None:
        self.rungs = rungs
        self.__doc__ = rungs.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, page: None, owner: type) -> "ladder[T]": ...
    @overload
    def __get__(self, page: Any, owner: type) -> T: ...
    def __get__(self, page: Any, owner: type) -> "ladder[T] | T":
        if page is None:
            return self
        for rung, said in self.rungs(page):
            if said:
                page.provenance[self.name] = rung
                break
        page.__dict__[self.name] = said
        return said
