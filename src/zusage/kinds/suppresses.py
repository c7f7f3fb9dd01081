"""suppresses: addresses on the list get no mail.

Law: broken by one recent mail to an address that was on the list before. A list of keyed digests (HMAC-SHA-256) is
compared where the declaration names the variable with its key (`found_in: {…: [{hash_of: …, key: env:…}]}`); the key
itself is seen by the engine only. Without a named key, or where a value of the list is no such digest, it is unproven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.messages import recent, where
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Among, Condition, Feed, In, Not, both
from zusage.plan.look import Count, Profile

DIGEST = "sha256_hex"
Place = tuple[str, str, str]


class Suppresses(Observed):
    """Looks for mails to addresses on the list."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Recent mails to addresses that were on the list before."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one such mail."""
        systems = [scene.word("channel"), *(s for s, _, _ in scene.places("list"))]
        found = total(starting(evidence, "listed"))
        mails = total(starting(evidence, "mails"))
        numbers = {"found": found, "examined": mails}
        unproven = "digests_not_comparable" if _keyless(scene) or _strange(evidence) else ""
        if unproven and not found:
            return conclude(evidence, (), Finding(unproven=unproven, numbers=numbers), asks=False)
        return conclude(evidence, systems, Finding("sent_to_listed" if found else "", "", numbers, not_due=not mails))


def _ask(scene: Scene) -> Iterator[Question]:
    to, at = scene.word("to", "to"), scene.word("at", "sent_at")
    about = both(where(scene), recent(scene, at))
    yield from scene.ask(scene.word("channel"), Count("mails", "messages", about))
    for place in scene.places("list"):
        key = _key(scene, place) if _is_digest(scene, place) else ""
        if _is_digest(scene, place) and not key:
            continue
        name = ".".join(place)
        feed = _addresses(scene, place, about, to, key)
        yield from scene.ask(scene.word("channel"), Count(f"listed:{name}", "messages", both(about, In(to, feed))))
        if key:
            yield from scene.ask(place[0], Profile(f"digests:{name}", place[1], place[2], (DIGEST,)))


def _addresses(scene: Scene, place: Place, about: Condition, to: str, key: str) -> Feed:
    """The addresses of the list; of a list of digests those that were written to and whose digest is on it."""
    system, table, column = place
    name, form = f"{scene.promise.id}:{'.'.join(place)}", "" if key else "email"
    listed = Feed(name, system, table, column, _before(scene, place), form)
    if not key:
        return listed
    return Feed(f"{name}:mailed", scene.word("channel"), "messages", to, about, "email", Among(listed, key))


def _before(scene: Scene, place: Place) -> Condition | None:
    """What was on the list before the mails in question."""
    added = scene.word("added", "added_at")
    before = None
    for ground in scene.grounds(place[0]):
        shape = ground.structure.tables.get(place[1])
        before = Not(recent(scene, added)) if shape is not None and shape.column(added) is not None else None
    return before


def _is_digest(scene: Scene, place: Place) -> bool:
    return scene.word("match") in ("hash", "digest") or place[2].endswith("hash")


def _key(scene: Scene, place: Place) -> str:
    """The name of the environment variable with the key of the digests; "" where the declaration names none."""
    known = (entry for subject in scene.policy.subjects.values() for entry in subject.keys or ())
    return next((key for *where_, key in known if tuple(where_) == place), "")


def _keyless(scene: Scene) -> bool:
    return any(_is_digest(scene, place) and not _key(scene, place) for place in scene.places("list"))


def _strange(evidence: Evidence) -> bool:
    """Whether a list that should hold digests holds something else."""
    seen = starting(evidence, "digests:")
    return total(seen, "examined") - total(seen, "empty") > total(seen, DIGEST)


KIND = Suppresses("suppresses")
