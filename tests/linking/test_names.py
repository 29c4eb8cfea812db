"""Names: spellings of one, and names of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.linking.names import fold, parse, same_person
from detente.linking.persons import Persons

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
    persons = Persons([("Tarek Mansour", "dam"), ("Hani Mansour", "bank"), ("Mansour", "dam")])
    in_dam, in_bank = persons.who("Mansour", "dam"), persons.who("Mr Mansour", "bank")
    assert in_dam is not None
    assert in_bank is not None
    assert in_dam[0] == persons.who("Tarek Mansour", "dam")[0]  # type: ignore[index]
    assert in_bank[0] == persons.who("Hani Mansour", "bank")[0]  # type: ignore[index]


def test_a_surname_of_two_people_stays_open() -> None:
    persons = Persons([("Tarek Mansour", "dam"), ("Hani Mansour", "dam")])
    who = persons.who("Mansour", "dam")
    assert who is not None
    assert who[1] <= 0.5
    assert who[0] not in {persons.who(n, "dam")[0] for n in ("Tarek Mansour", "Hani Mansour")}  # type: ignore[index]


def test_an_initial_that_fits_two_joins_neither() -> None:
    persons = Persons([("T. Mansour", "x"), ("Tarek Mansour", "x"), ("Tamer Mansour", "x")])
    assert (
        len({persons.who(n, "x")[0] for n in ("T. Mansour", "Tarek Mansour", "Tamer Mansour")}) == 3
    )  # type: ignore[index]
