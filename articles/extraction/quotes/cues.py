"""Words that show that somebody's words stand beside them: verbs ("said", "called")."""

from dataclasses import dataclass

from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.verbs import CueKind, Verb, reporting_verbs
from articles.extraction.quotes.words import Words

PARTICLE_REACH = 2
"""A particle may stand so many words after its verb: "shot right back"."""
SURE = frozenset(["said", "says", "told", "added", "wrote", "tweeted"])


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in the text, with its particle."""

    words: Words
    verb: Verb

    @property
    def token(self) -> int:
        return self.words.start


def find_cues(scene: Scene, place: Words) -> tuple[Cue, ...]:
    """Reporting verbs outside quotation marks, in reading order."""
    forms, found = reporting_verbs(), []
    for index, word in enumerate(scene.lower[place.start : place.end], place.start):
        if word not in forms or scene.quoted[index] or scene.titled[index]:
            continue
        if scene.tags[index][:1] == "V" or word in SURE or _beside_mark(scene, index, place):
            cue = _with_particle(scene, index, forms[word], place.end)
            if cue:
                found.append(cue)
    return tuple(found)


def _beside_mark(scene: Scene, index: int, place: Words) -> bool:
    """Whether a reporting form is a verb, whatever the tagger makes of it: “…,” Marsh notes; “…,” notes Marsh."""
    before = index - 1
    if before in scene.names and scene.names[before].words.start > place.start:
        following = scene.doc[index + 1] if index + 1 < place.end else None
        before = scene.names[before].words.start - 1
        return scene.quoted[before] == 1 and (
            following is None or following.is_punct or following.pos_ in ("ADV", "ADP")
        )
    return before >= place.start and scene.quoted[before] == 1


def _with_particle(scene: Scene, index: int, verbs: tuple[Verb, ...], limit: int) -> Cue | None:
    plain = None
    for verb in verbs:
        if not verb.particle:
            plain = Cue(Words(index, index + 1), verb)
            continue
        for other in range(index + 1, min(index + 1 + PARTICLE_REACH, limit)):
            if scene.lower[other] == verb.particle:
                return Cue(Words(index, other + 1), verb)
    return plain


def report_tokens(scene: Scene) -> frozenset[int]:
    """Every verb of speaking outside quotation marks."""
    cues = (cue for place in scene.places for cue in find_cues(scene, place))
    return frozenset(cue.token for cue in cues if cue.verb.kind is CueKind.SPEECH)
