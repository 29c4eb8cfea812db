"""What one report denies and another affirms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking_builder import Page, together

from detente.linking import link
from detente.linking.polarity import opposed

OPPOSED = (
    ("Norvia would withdraw its troops if Estmark signs",
     "Norvia would not withdraw its troops before Estmark signs"),
    ("they won't talk", "they will talk next week"),
    ("there will be no talks this month", "talks will be held this month"),
    ("we refuse to withdraw", "we will withdraw"),
    ("Estmark has no plans to withdraw", "Estmark plans to withdraw in May"),
    ("the port has ruled out closing", "the port is closing"),
    ("he never met the envoy", "he met the envoy in May"),
    ("the council cannot accept the terms", "the council could accept the terms"),
    ("we are no longer willing to wait", "we are willing to wait"),
)  # fmt: skip
AGREEING = (
    ("Norvia will not sign unless they pay", "Norvia will sign only if they pay"),
    ("it will not sign the treaty until the port is open",
     "it will sign the treaty only after the port is open"),
    ("If they do not pay, we will leave", "we will leave if they don't pay"),
    ("not only will we pay, we will sign", "we will pay and sign"),
    ("he will not resign", "he would not resign under pressure"),
    ("patience has lasted eleven years, and patience is not a policy",
     "patience has lasted eleven years"),
    ("Estmark must take the first step, not we", "Estmark must take the first step"),
    ("they act first, with no terms laid down", "they act first, and without conditions"),
    ("they act first, with no terms laid down", "they act first on these terms"),
    ('one could not "put a gun on the table"', "you cannot put a gun on the table"),
    ("we will not be the first to strike", "if they strike first, we will strike"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_a_denial_is_opposed_to_what_it_denies(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)


@pytest.mark.parametrize(("one", "other"), AGREEING)
def test_conditions_and_denials_of_other_things_are_not_opposed(one: str, other: str) -> None:
    assert not opposed(one, other)
    assert not opposed(other, one)


@given(st.text())
def test_nothing_is_opposed_to_itself(text: str) -> None:
    assert not opposed(text, text)


def reports(first: str, second: str) -> int:
    """How many statements two reports of one speaker on one day are."""
    pages = []
    for key, said in (("one", first), ("two", second)):
        page = Page(
            key, f"Envoy Lena Osk said {said}. Talks on the Tarn bridge went on.",
            title="Talks on the Tarn bridge", published="2031-05-04",
        )  # fmt: skip
        page.named("Lena Osk", "Lena Osk", role="Envoy")
        page.said("Lena Osk", said)
        pages.append(page)
    return len(link(*together(*pages)).statements)


def test_statements_of_opposite_polarity_stay_apart() -> None:
    would = "Norvia would withdraw its guards from the Tarn bridge if Estmark signed"
    would_not = "Norvia would not withdraw its guards from the Tarn bridge before Estmark signed"
    assert reports(would, would_not) == 2
    assert reports(would, would.replace("guards", "border guards")) == 1


def test_a_denial_with_an_exception_is_the_promise_on_that_condition_alone() -> None:
    unless = "Norvia will not reopen the Tarn bridge unless Estmark withdraws its complaint"
    only = "Norvia will reopen the Tarn bridge only if Estmark withdraws its complaint"
    assert reports(unless, only) == 1


REPORTED = (
    (("confirmed", "the money for the bridge had arrived"),
     ("denied", "the money for the bridge had arrived"), True),
    (("confirmed", "the envoy had resigned"), ("denied", "the envoy had resigned"), True),
    (("said", "the money for the bridge had not arrived"),
     ("denied", "the money for the bridge had arrived"), False),
    (("rejected", "the offer of talks on the bridge"),
     ("said", "the offer of talks on the bridge was unacceptable"), False),
)  # fmt: skip


@pytest.mark.parametrize(("first", "second", "differ"), REPORTED)
def test_what_one_report_confirms_and_another_denies(
    first: tuple[str, str], second: tuple[str, str], differ: bool
) -> None:
    pages = []
    for key, (cue, said) in (("one", first), ("two", second)):
        text = f"Envoy Lena Osk {cue} that {said}. Talks on the Tarn bridge went on."
        page = Page(key, text, title="Talks on the Tarn bridge", published="2031-05-04")
        page.named("Lena Osk", "Lena Osk", role="Envoy")
        page.said("Lena Osk", said, cue=cue)
        pages.append(page)
    links = link(*together(*pages))
    found = [d for d in links.discrepancies if "deny" in d.why]
    assert len(links.statements) == (2 if differ else 1)
    assert [len(d.values) for d in found] == ([2] if differ else [])
    if differ:
        assert {v.value.split()[0] for v in found[0].values} == {"confirmed", "denied"}
