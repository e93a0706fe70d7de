"""Lists that take little memory behave like any other list."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange.packed import CHUNK, MOST, WAITING, Numbers, Packed, Texts


def packed(values: list[list[object]]) -> Packed[list[object]]:
    found = Packed[list[object]](list, list)
    for value in values:
        found.append(value)
    return found


def test_what_goes_in_comes_out_in_order_by_place_and_by_slice() -> None:
    values: list[list[object]] = [[number, "Zoë", None, {"a": [1.5]}] for number in range(3 * CHUNK + 5)]
    found = packed(values)
    assert (len(found), list(found), found[-1], found[7:9]) == (len(values), values, values[-1], values[7:9])
    assert not packed([])


def test_values_can_be_replaced_anywhere_and_changing_what_came_out_changes_nothing() -> None:
    chance = Random(1)
    values: list[list[object]] = [[number] for number in range(4 * CHUNK)]
    found = packed(values)
    for _ in range(2 * WAITING):
        place = chance.randrange(len(values))
        values[place] = [chance.random()]
        found[place] = values[place]
        other = chance.randrange(len(values))
        assert found[other] == values[other]
    found[3].append("more")
    assert list(found) == values


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=20)))
def test_texts_of_any_letters_come_back(texts: list[str]) -> None:
    found = Texts()
    for text in texts:
        found.append(text)
    assert [found[at] for at in range(len(found))] == texts


def test_numbers_belong_to_their_keys_in_the_order_in_which_they_came() -> None:
    chance, numbers, told = Random(1), Numbers(), defaultdict(list)
    for number in range(9_000):
        key = ("phone", str(chance.randrange(3_000)))
        numbers.add(key, number)
        numbers.add(key, number)
        told[key].append(number)
    assert all(numbers.of(key) == found for key, found in told.items())
    assert numbers.of(("phone", "another")) == []


def test_a_key_that_very_many_share_does_not_take_for_ever() -> None:
    numbers = Numbers()
    for number in range(20_000):
        numbers.add(("name", "john smith"), number)
    assert numbers.of(("name", "john smith")) == list(range(MOST))
