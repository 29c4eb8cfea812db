"""Names: spellings of one, and names of two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.linking.doubts import doubts
from detente.linking.names import fold, parse, same_person
from detente.linking.persons import Persons
from detente.linking.register import register

ONE = [
    ("Sergei Antonov", "Sergey Antonov"),
    ("Yuri Bodarenko", "Yury Bodarenko"),
    ("Mykola Petrenko", "Mykola Petrénko"),
    ("Oleksiy Horbatyuk", "Oleksii Horbatiuk"),
    ("Nikolai Dubrovsky", "Nikolay Dubrovskiy"),
    ("Dmitri Khalilov", "Dmitriy Halilov"),
    ("Youssef El-Khatib", "Yusuf al-Khateeb"),
    ("Mohammed Hosseini", "Muhammad Husseini"),
    ("Mahmoud Rashidi", "Mahmud Rashidi"),
    ("Park Jong-su", "Park Jong Su"),
    ("Park Chung Ho", "Chung Ho Park"),
    ("Zoltán Kovács", "Zoltan Kovacs"),
    ("Mr Tarek Mansour", "Irrigation Minister Tarek Mansour"),
    ("Gen. Hamid Rostami", "Hamid Rostami"),
    ("T. Mansour", "Tarek Mansour"),
    ("Abdel Tawfiq", "Abdel Tawfik"),
    ("Irina Volkonskaya", "Irina Volkonskaia"),
    ("Pyotr Semyonov", "Petr Semenov"),
]
TWO = [
    ("Anna Ruiz", "Marta Ruiz"),
    ("Tarek Mansour", "Hani Mansour"),
    ("Park Jong-su", "Park Min-jae"),
    ("Ivan Petrov", "Ivan Pavlov"),
    ("Ali Rezaei", "Ali Rahimi"),
    ("T. Mansour", "Hani Mansour"),
    ("Grace Wanjiru", "Grace Wambui"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    assert first is not None
    assert second is not None
    assert same_person(first, second)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_two(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    assert first is not None
    assert second is not None
    assert not same_person(first, second)


def test_one_letter_and_signs_never_join_anybody() -> None:
    odd = ["R", "A B", "🙂", "\u200fRuiz\u202e", "", "  ", "X " * 3000, "’", "A."]
    persons = Persons(register([(name, "dam") for name in (*odd, "Ana Ruiz", "Rosa Blum")]))
    ana, rosa = persons.who("Ana Ruiz", "dam"), persons.who("Rosa Blum", "dam")
    assert ana is not None
    assert rosa is not None
    for name in ("R", "A B", "🙂", "", "’", "A."):
        who = persons.who(name, "dam")
        assert who is None or who[0] not in (ana[0], rosa[0])
    marked = persons.who("\u200fRuiz\u202e", "dam")
    assert marked is not None
    assert marked[0] == ana[0]


def test_a_second_surname_joins_within_one_story_and_is_asked_about_elsewhere() -> None:
    near = Persons(register([("Ana Ruiz", "dam"), ("Ana Ruiz Soto", "dam")]))
    assert near.who("Ana Ruiz", "dam")[0] == near.who("Ana Ruiz Soto", "dam")[0]  # type: ignore[index]
    apart = register([("Ana Ruiz", "dam"), ("Ana Ruiz Soto", "bank")])
    far = Persons(apart)
    assert far.who("Ana Ruiz", "dam")[0] != far.who("Ana Ruiz Soto", "bank")[0]  # type: ignore[index]
    assert [(d.joined, d.score) for d in doubts(far, apart.keys(), ())] == [(False, 0.5)]


def test_what_a_person_keeps_apart_is_not_joined() -> None:
    seen = [("Sergei Antonov", "dam"), ("Serge Antonov", "bank")]
    pair = (seen[0][0], seen[1][0])

    def people(persons: Persons) -> int:
        return len({persons.who(name, place)[0] for name, place in seen})  # type: ignore[index]

    assert people(Persons(register(seen))) == 1
    assert people(Persons(register(seen), apart=[pair])) == 2


def test_what_a_person_says_is_one_is_joined() -> None:
    seen = [("Sergei Antonov", "dam"), ("Serhiy Antonenko", "bank")]
    persons = Persons(register(seen), same=[(seen[0][0], seen[1][0])])
    assert len({persons.who(name, place)[0] for name, place in seen}) == 1  # type: ignore[index]


@settings(deadline=None)  # the first call reads the word lists
@given(st.text())
def test_folding_never_fails_and_ignores_case(word: str) -> None:
    assert fold(word) == fold(word)
    assert fold(word.upper().lower()) == fold(word.lower().upper().lower())
    parse(word)


@pytest.mark.parametrize("title", ["", "the president", "Mr", "!!", "12"])
def test_titles_and_signs_are_no_names(title: str) -> None:
    name = parse(title)
    assert name is None or name.family


def test_a_surname_means_the_only_one_of_its_story() -> None:
    persons = Persons(
        register([("Tarek Mansour", "dam"), ("Hani Mansour", "bank"), ("Mansour", "dam")])
    )
    in_dam, in_bank = persons.who("Mansour", "dam"), persons.who("Mr Mansour", "bank")
    assert in_dam is not None
    assert in_bank is not None
    assert in_dam[0] == persons.who("Tarek Mansour", "dam")[0]  # type: ignore[index]
    assert in_bank[0] == persons.who("Hani Mansour", "bank")[0]  # type: ignore[index]


def test_a_surname_of_two_people_stays_open() -> None:
    persons = Persons(register([("Tarek Mansour", "dam"), ("Hani Mansour", "dam")]))
    who = persons.who("Mansour", "dam")
    assert who is not None
    assert who[1] <= 0.5
    assert who[0] not in {persons.who(n, "dam")[0] for n in ("Tarek Mansour", "Hani Mansour")}  # type: ignore[index]


def test_an_initial_that_fits_two_joins_neither() -> None:
    persons = Persons(
        register([("T. Mansour", "x"), ("Tarek Mansour", "x"), ("Tamer Mansour", "x")])
    )
    assert (
        len({persons.who(n, "x")[0] for n in ("T. Mansour", "Tarek Mansour", "Tamer Mansour")}) == 3
    )  # type: ignore[index]
