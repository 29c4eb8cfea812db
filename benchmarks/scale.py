"""Linking at size: articles a second, the cost of an article as the record grows, and memory.

    python benchmarks/scale.py [ARTICLES]
    python benchmarks/scale.py --copies [ARTICLES]

Invented articles with invented speech: two in five are alone, one in five is another report of a
story, one in five a copy with a new headline and foot, one in five an excerpt. They enter a record
a thousand at a time and are linked after each thousand, as crawls are read. Seconds are of the
processor, since machines are shared. Entering pages is not linking and not counted.

With `--copies` all are copies of one text, read at once: as it is, with a line more at either end,
or cut.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from copies import Library, Words
from detente.linking import update
from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Document,
    Mention,
    Page,
    Speaker,
    content_id,
)
from detente.record import Store

PORTION = 1000
A_DAY = 200
"""Articles that appear on one day."""
FIRST = date(2031, 1, 1)


class Press:
    """Articles one after the other, each made from what was printed lately or new."""

    def __init__(self, seed: int = 7) -> None:
        self.library = Library(seed, 2000)
        self.chance = self.library.random
        self.lately: list[Words] = []
        self.printed = 0

    def document(self) -> Document:
        words = self._words()
        self.lately = [*self.lately[-40:], words]
        day = FIRST + timedelta(days=self.printed // A_DAY)
        self.printed += 1
        return self._annotated(words, day.isoformat())

    def _words(self) -> Words:
        new = self.library.document()
        # Stock comes and goes: were it fixed, the whole record would share it in the end.
        self.library.renew()
        if not self.lately:
            return new
        old, kind = self.chance.choice(self.lately), self.chance.randrange(5)
        if kind == 2:  # another report: the same names and matters, told anew
            mixed = [*old[: len(old) // 3], *new[len(old) // 3 :]]
            self.chance.shuffle(mixed)
            return [word for word in mixed if word != "."][:400]
        if kind == 3:
            return [*old, *new[:12], "."]
        if kind == 4:
            return [*new[:200], *old[100:220], "."]
        return new

    def _name(self) -> str:
        named = self.chance.choices(self.library.words[4000:], k=2)
        return " ".join(word.capitalize() for word in named)

    def _annotated(self, words: Words, day: str) -> Document:
        name = self._name()
        told = " ".join(words).split(" . ")
        sentences = [s[:1].upper() + s[1:].rstrip(" .") + "." for s in told if s.strip(" .")]
        for place in (0, len(sentences) // 2):
            sentences[place] = f"{name} said that {sentences[place]}"
        text = " ".join(sentences)
        id_ = content_id("a", text, str(self.printed))
        page = Page(
            id=content_id("p", id_), sha256=id_, text=text, media="text/html", encoding="utf-8"
        )
        article = Article(id=id_, page=page.id, title=" ".join(words[:8]), text=text, published=day)
        said, named = [], []
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            content = end + len(" said that "), text.find(".", end)
            named.append(Mention(start=start, end=end, name=name, kind="person"))
            if content[0] >= content[1]:  # the words of a name stand together by chance
                start = text.find(name, end)
                continue
            said.append(
                Attribution(
                    id=content_id("q", id_, start),
                    source=((start, end),),
                    cue=((end + 1, end + 5),),
                    content=(content,),
                    kind="indirect",
                    speaker=Speaker(name=name),
                )
            )
            start = text.find(name, end)
        found = Annotated(attributions=tuple(said), mentions=tuple(named))
        return Document(page=page, articles=(article,), annotated=(found,))


class Wire(Press):
    """One text in many copies, with one speaker."""

    def __init__(self, seed: int = 7) -> None:
        super().__init__(seed)
        self.text, self.name = self.library.document(), super()._name()

    def _words(self) -> Words:
        new, kind = self.library.document(), self.chance.randrange(4)
        if kind == 1:
            return [*self.text, *new[:12], "."]
        if kind == 2:
            return [*self.text[: 2 * len(self.text) // 3], "."]
        if kind == 3:
            return [*new[:10], ".", *self.text]
        return self.text

    def _name(self) -> str:
        return self.name


def curve(articles: int, folder: Path) -> Iterator[tuple[int, float]]:
    """The size of the record, and the seconds that linking the last portion took an article."""
    press = Press()
    with Store.open(folder / "scale.db", create=True) as store:
        for size in range(PORTION, articles + 1, PORTION):
            for _ in range(PORTION):
                store.add(press.document())
            began = time.process_time()
            update(store)
            yield size, (time.process_time() - began) / PORTION


def copies(articles: int, folder: Path) -> Iterator[tuple[int, float]]:
    """The number of copies, and the seconds that linking them took an article."""
    wire = Wire()
    with Store.open(folder / "copies.db", create=True) as store:
        for _ in range(articles):
            store.add(wire.document())
        began = time.process_time()
        update(store)
        yield articles, (time.process_time() - began) / articles


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    wanted = numbers[0] if numbers else 10_000
    with tempfile.TemporaryDirectory() as scratch:
        measured = copies if "--copies" in sys.argv else curve
        before, total = 0, 0.0
        for size, cost in measured(wanted, Path(scratch)):
            before, total = size, total + cost * (size - before)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            line = f"{size:>7} articles  {1000 * cost:6.2f} ms an article  {peak} MB\n"
            sys.stdout.write(line)
            sys.stdout.flush()
    sys.stdout.write(f"{wanted / total:.0f} articles a second of processor\n")
