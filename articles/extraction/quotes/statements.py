"""From quoted strings to quotations: parts joined, speakers resolved, kind and confidence given."""

from collections.abc import Iterator
from dataclasses import replace

from articles.extraction.quotes.about import people_about
from articles.extraction.quotes.addressees import people_addressed
from articles.extraction.quotes.confidence import confidence_of
from articles.extraction.quotes.flow import Said
from articles.extraction.quotes.indirect import find_reported
from articles.extraction.quotes.left import PASSAGE, SET_OFF, UNREPORTED
from articles.extraction.quotes.marks import DOUBLE
from articles.extraction.quotes.quoting import repeated_from
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.speakers import Voice, VoiceKind
from articles.extraction.reference import Discourse, Referent
from articles.extraction.types import Quotation, QuoteKind, Span, Speaker, Unquoted

FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "you", "your", "mine", "ours"})
NO_SPEAKER = "no-speaker"
CARRIED = {"carried-on": "the speaker of the words before", "carried-over": "the speaker of the paragraph before"}


def build_quotations(scene: Scene, discourse: Discourse, flow: list[Said]) -> list[Quotation]:
    """Join the parts of each statement and say who speaks; flow positions are resolved in reading order."""
    found: list[Quotation] = []
    parts: list[list[Span]] = []
    at: list[int] = []  # flow position -> quotation
    for said in flow:
        if said.joined and found:
            parts[-1].append(said.string.marked.words)
        elif not _unheard_rule(scene, said):
            found.append(_quotation(scene, discourse, said, found, at))
            parts.append([said.string.marked.words])
            if speaker := found[-1].speaker:
                discourse.heard(said.string.outer.end, speaker.person)
        at.append(len(found) - 1)
    whole = (replace(quote, parts=tuple(spans)) for quote, spans in zip(found, parts, strict=True))
    return [_with_people(scene, quote) for quote in whole]


def find_unheard(scene: Scene, flow: list[Said]) -> Iterator[Unquoted]:
    """The words that nobody is reported to say and that do not sound spoken either."""
    for said in flow:
        if not said.joined and (rule := _unheard_rule(scene, said)):
            yield Unquoted(span=said.string.marked.outer, rule=rule)


def _quotation(scene: Scene, discourse: Discourse, said: Said, found: list[Quotation], at: list[int]) -> Quotation:
    answer = said.attribution
    if answer is None:
        speaker, rule, cue = None, NO_SPEAKER, None
    elif said.carried is not None:
        speaker, rule, cue = _carried(found[at[said.carried]].speaker, answer.rule), answer.rule, None
    else:
        speaker = speaker_of(scene, discourse, answer.voice)
        if answer.rule == "echoed":
            speaker = replace(
                speaker, inferred=True, evidence=f"the same words are quoted from {speaker.text} elsewhere"
            )
        rule, cue = answer.rule, answer.cue and scene.span(answer.cue)
    kind = _kind(scene, said)
    return Quotation(
        kind=kind,
        parts=(said.string.marked.words,),
        speaker=speaker,
        cue=cue,
        rule=rule,
        confidence=confidence_of(rule, speaker, cue=cue.of(scene.text) if cue else "", kind=kind),
        quoting=_quoting(scene, said),
    )


def _quoting(scene: Scene, said: Said) -> Speaker | None:
    """Whose words the speaker repeats, where the text names them."""
    voice = said.attribution and (said.attribution.quoting or repeated_from(scene, said.string))
    if not voice:
        return None
    span = scene.span(voice.words)
    return Speaker(span=span, text=span.of(scene.text), person=voice.person)


def build_indirect(scene: Scene, discourse: Discourse) -> list[Quotation]:
    """Reported clauses as quotations without marks."""
    found = []
    for report in find_reported(scene):
        speaker = speaker_of(scene, discourse, report.voice)
        quote = Quotation(
            kind=QuoteKind.INDIRECT,
            parts=tuple(map(scene.span, report.parts)),
            speaker=speaker,
            cue=scene.span(report.cue),
            rule=report.rule,
            confidence=confidence_of(report.rule, speaker),
        )
        found.append(_with_people(scene, quote))
    return found


def _with_people(scene: Scene, quote: Quotation) -> Quotation:
    """The quotation with whom it is about and whom it was said to."""
    return replace(quote, about=people_about(scene, quote), addressees=people_addressed(scene, quote))


def speaker_of(scene: Scene, discourse: Discourse, voice: Voice) -> Speaker:
    """The speaker as written, and the person behind a pronoun or a description where one is sure."""
    span = scene.span(voice.words)
    words = span.of(scene.text)
    if voice.kind is VoiceKind.NAME and voice.person is not None:
        if scene.names[voice.words.start].doubtful:
            evidence = f"more than one person here is called {words}; {scene.people[voice.person].name} is likeliest"
            return Speaker(span=span, text=words, person=voice.person, inferred=True, evidence=evidence)
        return Speaker(span=span, text=words, person=voice.person)
    if voice.kind is VoiceKind.PRONOUN:
        referent = discourse.pronoun(voice.words.start)
    else:
        referent = discourse.description(voice.words.start, voice.words.end)
    if referent is None:
        return Speaker(span=span, text=words)
    return Speaker(
        span=span, text=words, person=referent.person, inferred=True, evidence=_evidence(scene, words, referent)
    )


def _evidence(scene: Scene, words: str, referent: Referent) -> str:
    return f"{words} = {scene.people[referent.person].name}, {referent.reason}"


def _carried(speaker: Speaker | None, rule: str) -> Speaker | None:
    if speaker is None:
        return None
    return replace(speaker, inferred=True, evidence=f"no words of its own; {CARRIED[rule]}: {speaker.text}")


def _unheard_rule(scene: Scene, said: Said) -> str:
    """The rule by which words are no speech; "" where somebody is named for them, or for "I never saw it," alone."""
    if said.attribution:
        return ""
    if _kind(scene, said) is not QuoteKind.DIRECT:
        return SET_OFF
    words = {scene.doc[index].lower_ for index in said.string.inner}
    if words.isdisjoint(FIRST_PERSON):
        return UNREPORTED
    is_passage = DOUBLE.search(said.string.marked.words.of(scene.text))  # of somebody else's article
    return PASSAGE if is_passage else ""


def _kind(scene: Scene, said: Said) -> QuoteKind:
    """Direct where the words stand as a sentence of their own, mixed inside one of the article's."""
    string, rule = said.string, said.attribution.rule if said.attribution else ""
    first = said.string.marked.words.of(scene.text)[0]
    opens = string.outer.start == said.sentence.words.start
    led = scene.doc[string.outer.start - 1].text in (",", ":", "—", "–") if string.outer.start else True
    if rule == "cue-after" and opens:
        return QuoteKind.DIRECT
    capital = not first.islower()
    behind_cue = (
        said.attribution is not None
        and said.attribution.cue is not None
        and (said.attribution.cue.end == string.outer.start)
    )
    return QuoteKind.DIRECT if capital and (opens or led or behind_cue) else QuoteKind.MIXED
