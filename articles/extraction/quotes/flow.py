"""Whose words a quotation holds when its own sentence does not say: from the words around it."""

from dataclasses import dataclass, replace

from articles.extraction.quotes.attribution import attribute
from articles.extraction.quotes.place import Attribution, main_subject
from articles.extraction.quotes.scene import QuotedString, Scene
from articles.extraction.quotes.sentences import Sentence, read_sentences
from articles.extraction.quotes.speakers import VoiceKind, subject_of
from articles.extraction.quotes.verbs import CueKind
from articles.extraction.quotes.words import Words
from articles.extraction.types import Role

ENDS = frozenset(".,!?…")
SHORTEST_REMARK = 6
"""Words of a quotation that stands as a paragraph with nobody named in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A quoted string with what is known about who said it."""

    string: QuotedString
    sentence: Sentence
    attribution: Attribution | None = None
    carried: int | None = None  # position of the Said from which the speaker was carried on
    joined: bool = False  # a further part of the statement before it


def read_flow(scene: Scene) -> list[Said]:
    """Every quoted string in reading order, attributed in its sentence or from its surroundings."""
    flow: list[Said] = []
    before: tuple[Sentence, ...] = ()
    for paragraph, strings in enumerate(scene.strings):
        sentences: tuple[Sentence, ...] = ()
        if strings:
            sentences = read_sentences(scene, paragraph)
            if paragraph and not before:
                before = read_sentences(scene, paragraph - 1)
            start, earlier = len(flow), None
            for sentence in sentences:
                for string in sentence.strings:
                    flow.append(_said(scene, flow, start, sentence, string, before, earlier))
                earlier = sentence
            _look_ahead(scene, flow, start)
        before = sentences
    _look_back(flow)
    return flow


def _look_back(flow: list[Said]) -> None:
    """“First paragraph, left open. / “Second,” she said. -- the paragraphs are one statement, and hers."""
    for position in range(len(flow) - 2, -1, -1):
        said, following = flow[position], flow[position + 1]
        apart = following.sentence.paragraph - said.sentence.paragraph
        opens = said.string.outer.start == said.sentence.words.start and not said.string.marked.closed
        if said.attribution is None and following.attribution and opens and apart == 1:
            flow[position] = replace(said, attribution=following.attribution)
            flow[position + 1] = replace(following, joined=True)


def _said(
    scene: Scene,
    flow: list[Said],
    start: int,
    sentence: Sentence,
    string: QuotedString,
    before: tuple[Sentence, ...],
    earlier: Sentence | None,
) -> Said:
    if answer := attribute(scene, sentence, string):
        same = flow[-1].attribution if len(flow) > start and flow[-1].sentence is sentence else None
        joined = same is not None and answer.cue is not None and (same.cue, same.voice) == (answer.cue, answer.voice)
        return Said(string, sentence, answer, joined=joined)
    if answer := _after_report(scene, sentence, string, earlier):
        return Said(string, sentence, answer)
    if len(flow) > start:
        last = flow[-1]
        if last.attribution and _brings_another(scene, sentence, string, last.attribution):
            return Said(string, sentence)
        if last.attribution:
            adjacent = last.sentence is sentence or last.sentence.words.end == sentence.words.start
            return Said(
                string,
                sentence,
                replace(last.attribution, rule="continued" if adjacent else "carried-on"),
                carried=None if adjacent else len(flow) - 1,
                joined=adjacent,
            )
        return Said(string, sentence)
    return _from_paragraph_before(scene, flow, sentence, string, before)


def _brings_another(scene: Scene, sentence: Sentence, string: QuotedString, said: Attribution) -> bool:
    """Marsh called it “a shame”. Finch cut the price to “nothing”. -- the second sentence is about somebody else."""
    head = Words(sentence.words.start, string.outer.start)
    if not head or (said.cue and said.cue.start >= head.start):
        return False
    voice = main_subject(scene, head)
    return voice is not None and voice.kind is VoiceKind.NAME and voice.person != said.voice.person


def _after_report(
    scene: Scene, sentence: Sentence, string: QuotedString, earlier: Sentence | None
) -> Attribution | None:
    """The bridge is past saving, Marsh said. “It should be taken down.”"""
    if earlier is None or earlier.strings or string.outer.start != sentence.words.start:
        return None
    return _introduction(scene, earlier, "after-report")


def _from_paragraph_before(
    scene: Scene, flow: list[Said], sentence: Sentence, string: QuotedString, before: tuple[Sentence, ...]
) -> Said:
    """The speaker of a paragraph that begins with a quotation and names nobody."""
    if string.outer.start != sentence.words.start or not before:
        return Said(string, sentence)
    last = before[-1]
    previous = flow[-1] if flow and flow[-1].sentence.paragraph == sentence.paragraph - 1 else None
    spoken = previous.attribution if previous else None
    if spoken and not previous.string.marked.closed:
        return Said(string, sentence, replace(spoken, rule="reopened"), joined=True)
    if last.words and scene.doc[last.words.end - 1].text in (":", ","):
        answer = _introduction(scene, last, "colon-paragraph")
        voice = None if answer else main_subject(scene, last.words)
        if voice:
            answer = Attribution(voice, None, "colon-paragraph")
        if answer:
            return Said(string, sentence, answer)
    if (
        spoken
        and scene.paragraphs[sentence.paragraph].role is Role.BODY
        and scene.lower[spoken.voice.words.start] != "i"
    ):
        return Said(string, sentence, replace(spoken, rule="carried-over"), carried=len(flow) - 1)
    if answer := _introduced(scene, sentence, string, before):
        return Said(string, sentence, answer)
    return Said(string, sentence)


def _introduced(
    scene: Scene, sentence: Sentence, string: QuotedString, before: tuple[Sentence, ...]
) -> Attribution | None:
    """Marsh praised the crew of the lifeboat. / “They never came late.” -- a paragraph that is all quotation."""
    if scene.paragraphs[sentence.paragraph].role is not Role.BODY or len(string.inner) < SHORTEST_REMARK:
        return None
    if string.outer.end < scene.places[sentence.paragraph].end or any(other.strings for other in before):
        return None
    for cue in before[-1].cues:
        verb = scene.doc[cue.token]
        if cue.verb.kind is not CueKind.THOUGHT and verb.dep_ not in ("relcl", "acl"):
            voice = subject_of(scene, verb, before[-1].words)
            return voice and Attribution(voice, cue.words, "introduced")
    return None


def _introduction(scene: Scene, sentence: Sentence, rule: str) -> Attribution | None:
    """The speaker whom the sentence before a quotation brings on."""
    for cue in sentence.cues:
        if voice := subject_of(scene, scene.doc[cue.token], sentence.words):
            return Attribution(voice, cue.words, rule)
    return None


def _look_ahead(scene: Scene, flow: list[Said], start: int) -> None:
    """“First.” “Second,” she said. -- the first one, too, is hers."""
    for position in range(len(flow) - 2, start - 1, -1):
        said, following = flow[position], flow[position + 1]
        if said.attribution or following.attribution is None or following.attribution.rule != "cue-after":
            continue
        if said.sentence is following.sentence or stands_alone(scene, said.string):
            flow[position] = replace(said, attribution=replace(following.attribution, rule="look-ahead"))


def stands_alone(scene: Scene, string: QuotedString) -> bool:
    """Whether the words between marks are a sentence: “It is gone.”, not “gone”."""
    words = string.marked.words.of(scene.text)
    return not words[0].islower() and words[-1] in ENDS
