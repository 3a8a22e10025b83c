"""Keys that the learner has set anew: what they do, where they are shown, and what is refused."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import tutor.ui
from tests.ui.screens import Desk, Learner
from tutor.course.keys import KEYS
from tutor.course.lesson import Prose
from tutor.settings import Settings
from tutor.ui.functions import EVERYWHERE, PLACES, Function, functions, refused, sound
from tutor.ui.keys import display, keys_in, normalized, with_keys
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.settings import SettingsScreen
from tutor.ui.widgets.live_run import LiveRun

SOURCES = sorted(Path(tutor.ui.__file__).parent.rglob("*.py"))


def function(identifier: str) -> Function:
    """The function with this id."""
    return next(one for place in PLACES for one in functions(place) if one.id == identifier)


async def use(learner: Learner, keys: dict[str, str]) -> None:
    """Have these keys from now on."""
    learner.app.use(replace(learner.session.settings, keys=keys))
    await learner.settle()


def named_keys() -> Iterator[tuple[str, str, str]]:
    """Every key that a text of the screens names: the file, the id, and how it is shown."""
    for source in SOURCES:
        # In a text with values of its own the braces stand twice.
        text = re.sub(r"(?<!\{)\{[a-z_.]+:[<>^]", "", source.read_text(encoding="utf-8"))
        for identifier, shown in keys_in(text.replace("{{", "{")):
            yield source.name, identifier, shown


def test_every_key_that_a_text_names_is_the_usual_one() -> None:
    """As its binding has it: a text that says another would lie to whoever has set nothing."""
    usual = {one.id: one for place in PLACES for one in functions(place)}
    named = list(named_keys())
    assert len(named) > 50
    for file, identifier, shown in named:
        if identifier not in usual:
            # The list of keys has its own, which are as they are.
            assert file == "key_list.py", (file, identifier)
            continue
        keys = [display(key) for key in usual[identifier].key.split(",")]
        assert {shown, shown.lower()} & {*keys, "⌫" if "backspace" in keys else ""}, identifier


def test_every_key_that_a_lesson_may_name_is_the_usual_one() -> None:
    """By the name of the key, or as it is shown."""
    usual = {one.id: one.key for place in PLACES for one in functions(place)}
    for identifier, shown in KEYS.items():
        keys = usual[identifier].split(",")
        assert shown in {*keys, *map(display, keys)}, identifier


async def test_a_lesson_names_the_key_as_it_is_set(desk: Desk) -> None:
    """Where it says what to press."""
    async with desk.learner() as learner:
        await use(learner, {"run.step": "x", "field.out": "ctrl+o"})
        entry = learner.session.library.entries[0]
        lesson = learner.session.library.lesson(entry.id)
        page = next(
            number
            for number, page in enumerate(lesson.pages)
            if any(
                "{run.step:s}" in block.text for block in page.blocks if isinstance(block, Prose)
            )
        )
        await learner.app.push_screen(LessonScreen(learner.session, lesson, page))
        await learner.settle()
        said = " ".join(await learner.read(learner.on(LessonScreen).text))
        assert "Press x for one step" in said
        assert "^o leaves the field" in said


@pytest.mark.parametrize("place", PLACES)
def test_every_function_has_an_id_a_key_and_says_what_it_does(place: str) -> None:
    """By the id its key is set anew; what it does is said in the help and in the list of keys."""
    for one in functions(place):
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", one.id)
        assert one.what
        assert one.key


def test_an_id_stands_for_one_function_with_the_same_keys_wherever_it_is() -> None:
    """Otherwise a key would be set for two things. Some screens have use for one of several."""
    keys: dict[str, set[str]] = {}
    for place in PLACES:
        for one in functions(place):
            here = set(one.key.split(","))
            assert here <= keys.setdefault(one.id, here), (place, one.id)


async def test_a_key_that_is_set_anew_does_it_and_the_usual_one_does_not(desk: Desk) -> None:
    """In a lesson as in the lab; the footer and the help show it."""
    async with desk.learner() as learner:
        await use(learner, {"run.step": "x"})
        await learner.press("l")
        live = learner.on(LabScreen).query_one(LiveRun)
        await learner.press("s")
        assert live.running is not None
        assert live.running.t == 0
        await learner.press("x")
        assert live.running.t == 1
        assert "x Step" in learner.text
        await learner.press("question_mark")
        assert "x shows one sample" in learner.words


async def test_what_shares_a_key_with_what_was_moved_stays(desk: Desk) -> None:
    """Escape leaves a field of the lab still, where another key leads home."""
    async with desk.learner() as learner:
        await use(learner, {"lab.leave": "W"})
        await learner.press("l", "tab")
        lab = learner.on(LabScreen)
        assert lab.focused is not None
        await learner.press("escape")
        assert lab.focused is None
        await learner.press("escape")
        learner.on(LabScreen)
        await learner.press("W")
        learner.on(HomeScreen)


async def test_a_screen_that_is_open_has_the_new_key_at_once(desk: Desk) -> None:
    """And the usual one again when it is given back."""
    async with desk.learner() as learner:
        await learner.press("l")
        await use(learner, {"lab.look": "P"})
        await learner.press("P")
        assert "weight space" in learner.text
        await use(learner, {})
        await learner.press("P")
        assert "weight space" in learner.text
        await learner.press("v")
        assert "mistakes per epoch" in learner.text


async def test_texts_name_the_key_that_is_set(desk: Desk) -> None:
    """Home, a remark in the lab, and the help of a lesson."""
    async with desk.learner() as learner:
        await use(
            learner,
            {"choices.choose": "g", "lesson.skip": "K", "app.help": "H", "lab.compare": "C"},
        )
        await learner.press("l", "C", "o")
        assert "one run only; C shows B beside A" in learner.text
        await learner.press("escape")
        assert "Begin with g:" in learner.text
        await learner.press("g")
        learner.on(LessonScreen)
        await learner.press("H")
        learner.on(HelpScreen)
        assert "K skips it" in learner.words


async def test_a_key_of_a_priority_binding_can_be_moved(desk: Desk) -> None:
    """The palette opens with its new key, and with the usual one no more."""
    async with desk.learner() as learner:
        await use(learner, {"app.palette": "ctrl+k"})
        await learner.press("ctrl+p")
        learner.on(HomeScreen)
        await learner.press("ctrl+k")
        assert learner.app.screen.is_modal


@pytest.mark.parametrize(
    ("identifier", "key", "why"),
    [
        ("run.step", "e", "e is taken: Lesson: Go on to the end of the epoch"),
        ("run.step", "v", "v is taken: Lab: The next kind of picture"),
        ("home.lab", "T", "T is taken: Everywhere: Dark or light"),
        ("app.theme", "l", "l is taken: Home: Run perceptrons of your own"),
        ("run.step", "3", "numbers choose from lists"),
        ("field.more", "m", "m writes in the field"),
        ("lab.out", "w", "w writes in the field"),
        ("field.out", "space", "space writes in the field"),
        ("run.field", "plus", "+ writes in the field"),
        ("hidden.leave", "ctrl+u", "^u writes in the field"),
        ("run.step", "foo", "foo is no key that every terminal sends"),
        ("lab.leave", "Escape", "is no key that every terminal sends"),
        ("lab.leave", "ctrl+", "is no key that every terminal sends"),
        ("lab.leave", "ctrl+i", "is no key that every terminal sends"),
        ("lab.leave", "alt+x", "is no key that every terminal sends"),
        ("lab.leave", "shift+x", "is no key that every terminal sends"),
        ("run.step", "x", ""),
        ("run.step", "s", ""),
        ("run.step", "comma", ""),
        ("run.step", "ö", ""),
        ("run.step", "ctrl+g", ""),
        ("run.step", "f5", ""),
        ("lab.leave", "space", ""),
        ("lab.out", "ctrl+g", ""),
        ("lab.leave", "escape", ""),
        ("app.theme", "ctrl+t", ""),
    ],
)
def test_a_key_that_is_taken_on_the_same_screen_is_refused(
    identifier: str, key: str, why: str
) -> None:
    """With the name of what has it; a usual key that several share is no clash."""
    assert refused(function(identifier), key, {}).startswith(why) if not why else True
    assert why in refused(function(identifier), key, {})


def test_the_usual_keys_are_refused_nowhere() -> None:
    """Each function may have the key that it has."""
    for place in PLACES:
        for one in functions(place):
            assert [refused(one, key, {}) for key in one.key.split(",")].count("") == len(
                one.key.split(",")
            )


def test_a_usual_key_that_something_else_was_given_is_not_given_back() -> None:
    """Step was moved to x, and epoch to s."""
    keys = {"run.step": "x", "run.epoch": "s"}
    assert "s is taken" in refused(function("run.step"), "s", keys)


def test_faults_in_a_file_of_settings_are_told() -> None:
    """Ids that are none, and two functions on one key; a `?` is a key as any."""
    keys, told = sound({"lab.stop": "x", "run.step": "e", "app.help": "?"})
    assert keys == {"app.help": "?"}
    assert len(told) == 2
    assert "keys.lab.stop: nothing is called so" in told[0]
    assert "keys.run.step: e is taken" in told[1]


def test_what_stays_usual_may_take_no_key_away() -> None:
    """Epoch cannot have that key, so that it has its own still, which step would have had."""
    keys, told = sound({"run.step": "e", "run.epoch": "foo", "home.lab": "L"})
    assert keys == {"home.lab": "L"}
    assert [one.split(":")[0] for one in told] == ["keys.run.epoch", "keys.run.step"]


async def test_faults_of_keys_are_told_when_the_tutor_opens(
    desk: Desk,
) -> None:
    """And the other keys are as they were set."""
    desk = replace(desk, settings=Settings(keys={"lab.stop": "x", "home.lab": "L"}))
    async with desk.learner() as learner:
        assert "nothing is called so" in " ".join(one.message for one in learner.app._notifications)
        await learner.press("L")
        learner.on(LabScreen)


async def test_no_file_of_settings_locks_anybody_in(
    desk: Desk,
) -> None:
    """What cannot be pressed, or is taken, is done by the usual key; the list of keys shows it."""
    keys = dict.fromkeys(("lab.leave", "home.settings", "settings.leave", "app.help"), "foo")
    keys |= {"lab.out": "w", "home.quit": "l", "app.quit": "enter,x"}
    async with replace(desk, settings=Settings(keys=keys)).learner() as learner:
        await learner.press("l", "tab", "escape", "question_mark")
        learner.on(HelpScreen)
        await learner.press("escape", "escape", "comma")
        learner.on(SettingsScreen)
        await learner.press("1")
        assert learner.session.settings.theme == "dark"
        assert learner.session.settings.keys == keys
        await learner.press("escape", "l", "escape", "comma", "5")
        learner.app.clear_notifications()
        await learner.settle()
        quits = next(row for row in learner.rows if "app.quit" in row)
        assert "^q" in quits
        assert "*" not in quits
        await learner.press("escape", "escape")
        learner.on(HomeScreen)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("?", "?"), ("escape", "esc"), ("ctrl+x", "^x"), ("+", "+"), (",", ","), ("enter", "enter")],
)
def test_a_key_is_shown_as_the_footer_shows_it(key: str, shown: str) -> None:
    """By its name or by its character, in a text as in the list."""
    assert display(key) == shown
    assert with_keys("press {lab.look:v}", {"lab.look": key}) == f"press {shown}"
    assert display(normalized(key)) == shown


def test_what_stands_everywhere_is_listed_once() -> None:
    """Its key is set for all screens."""
    everywhere = {one.id for one in functions(EVERYWHERE)}
    assert everywhere
    for place in PLACES:
        if place != EVERYWHERE:
            assert not everywhere & {one.id for one in functions(place)}
