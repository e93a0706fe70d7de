"""The outlook in the full screen: there soon after the start, and in step with the day and the settings."""

from __future__ import annotations

from datetime import timedelta

from journal.domain.decisions import Setting

PEOPLE = 60
"""More than are looked at in one go."""


def fill(world, make_person, make_talk):
    names = [f"P{n}" for n in range(PEOPLE)]
    world.add(*[make_person(name) for name in names])
    world.add(*[make_talk(name, ago=50) for name in names])


async def until_ready(run):
    run.app.pulse()
    while run.app.desk.behind:
        await run.pilot.pause(0.01)
    return run.app.desk.outlook


async def test_today_follows_a_rhythm_that_another_program_changed(world, make_person, make_talk):
    fill(world, make_person, make_talk)
    async with world.running() as run:
        outlook = await until_ready(run)
        assert len(outlook.ranked(PEOPLE)) == PEOPLE
        assert len(outlook.people) == 2  # all for the same reason
        world.add(Setting.parse({"close": 300}, "rhythm"))
        run.app.pulse()
        assert run.app.desk.behind
        assert not (await until_ready(run)).people
        assert not outlook.ranked(PEOPLE)


async def test_today_follows_the_day(world, make_person, make_talk):
    fill(world, make_person, make_talk)
    async with world.running() as run:
        outlook = await until_ready(run)
        before = outlook.people[0].score
        later = run.app.desk.now + timedelta(days=400)
        run.app.desk.clock = lambda: later
        await until_ready(run)
        assert before > 0
        assert not outlook.people  # all of them are old threads by then
