"""Forms while somebody is looking: nothing that was stored can be read, what is being written can."""

from __future__ import annotations


async def test_a_form_that_is_opened_while_names_are_blurred_shows_none_of_them(small):
    async with small.running() as run:
        await run.press("f8", "e")
        await run.see("Edit person")
        for private in ("Ana", "Gómez", "Northwind", "ana@", "rust"):
            await run.gone(private)
        await run.press("tab", "end", "space", "x")
        await run.see("Head of Data x")
        await run.press("tab")
        await run.gone("Head of Data x")
        await run.press("ctrl+s")
        await run.gone("Edit person")
    assert small.journal().contacts.get("ANA GÓMEZ").role == "Head of Data x"


async def test_f8_blurs_a_form_that_is_open_and_shows_it_again(small):
    async with small.running() as run:
        await run.press("e")
        await run.see("Edit Ana Gómez")
        await run.press("f8")
        await run.see("Edit person")
        await run.gone("Northwind")
        await run.press("f8")
        await run.see("Edit Ana Gómez")


async def test_no_name_is_suggested_while_names_are_blurred(small):
    async with small.running() as run:
        await run.press("f8", "l")
        await run.see("Log a talk")
        await run.press("shift+tab", "end", "comma", "space", "b", "o")
        await run.gone("Bob")


async def test_the_toast_of_a_failure_that_may_name_somebody_is_held_back(small):
    from journal.store.disk import NotSaved, StoreError

    async with small.running() as run:
        await run.press("f8")
        run.place.fail(StoreError("Not removed: Ana Gómez is named in 2 entries."))
        await run.see("f8 shows")
        await run.gone("Ana")
        run.place.fail(NotSaved("Not saved: the disk is full."))
        await run.see("the disk is full")
