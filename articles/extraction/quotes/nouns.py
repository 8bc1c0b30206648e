"""Rules that start from a noun: "her remark that “…”", "his message: “…”", "Marsh's “…” comment"."""

from spacy.tokens import Token

from articles.extraction.quotes.mentions import PHRASES, USING
from articles.extraction.quotes.place import Attribution, Place
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.speakers import POSSESSIVES, Voice, VoiceKind, owner_of, subject_of, voice_at
from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list

OWN_WORDS = frozenset({"words", "view", "opinion", "telling", "account", "phrase"})
BEING = frozenset({"is", "was", "are", "were", "be", "been"})
REMARKS = frozenset({"comment", "comments", "remark", "remarks", "line", "quip", "claim", "slogan", "joke", "pledge"})
GIVERS, OF = frozenset({"by", "from"}), frozenset({"of"})
NEAR = 12
"""Words between "her statement" and the quotation that it brings."""


def message_noun(scene: Scene, place: Place) -> Attribution | None:
    """Marsh's statement on the harbour begins: “We will rebuild.” Her answer was “no, never”."""
    nouns = word_list("message_nouns")
    last = place.head.end - 1
    if last not in place.head:
        return None
    last -= scene.doc[last].lower_ == "that" and last > place.head.start
    leads = scene.doc[last].text in (":", ",")
    being = scene.doc[last] if scene.doc[last].lower_ in BEING else None
    for index in reversed(range(max(place.head.start, place.head.end - NEAR), last + 1)):
        token = scene.doc[index]
        if (
            (token.lower_ in nouns or token.lower_ in PHRASES)
            and token.pos_ == "NOUN"
            and (leads or index == last or token.head == being)
        ):
            voice = owner_of(scene, token, place.sentence.words) or _user(scene, token, place)
            if voice:
                return Attribution(voice, Words(index, index + 1), "message-noun")
    return None


def _user(scene: Scene, noun: Token, place: Place) -> Voice | None:
    """Who used a phrase: Marsh often used the term “idle sailors”."""
    if noun.lower_ in PHRASES and noun.dep_ == "dobj" and noun.head.lower_ in USING:
        return subject_of(scene, noun.head, place.sentence.words)
    return None


def claim_noun(scene: Scene, place: Place) -> Attribution | None:
    """Marsh repeated her warning that the pier would be “past saving”."""
    claims = word_list("claim_nouns") | word_list("message_nouns")
    reports = [cue.token for cue in place.sentence.cues if cue.token < place.string.outer.start]
    for index in reversed(range(max([place.head.start, *reports]), place.head.end - 1)):
        token = scene.doc[index]
        if token.lower_ in claims and token.pos_ == "NOUN" and _states(token):
            owner = _owner(scene, token, place.sentence.words)
            return owner and Attribution(owner, Words(index, index + 1), "claim-noun")
    return None


def _states(noun: Token) -> bool:
    """Whether a clause says what a claim is: her warning that it would fall, a claim by Marsh that it had fallen."""
    if noun.nbor().lower_ == "that":
        return True
    clauses = (child for child in noun.rights if child.dep_ == "acl")
    return any(word.dep_ == "mark" and word.lower_ == "that" for clause in clauses for word in clause.lefts)


def owned(scene: Scene, place: Place) -> Attribution | None:
    """Marsh's “never again” remark came late."""
    before, after = place.string.outer.start - 1, place.tail.start
    if before not in place.head or not place.tail:
        return None
    noun = scene.doc[after]
    if noun.lower_ not in REMARKS:
        return None
    if scene.doc[before].tag_ == "POS" and before - 1 in scene.names:
        name = scene.names[before - 1]
        return Attribution(Voice(name.words, VoiceKind.NAME, name.person), Words(after, after + 1), "owned")
    if scene.doc[before].lower_ in POSSESSIVES:
        return Attribution(Voice(Words(before, before + 1), VoiceKind.PRONOUN), Words(after, after + 1), "owned")
    return None


def in_words_of(scene: Scene, place: Place) -> Attribution | None:
    """It was, in Marsh's words, “the end of the line”."""
    for index in place.sentence.words:
        if scene.lower[index] not in OWN_WORDS or scene.quoted[index]:
            continue
        token = scene.doc[index]
        if token.dep_ == "pobj" and token.head.lower_ == "in":
            voice = _owner(scene, token, place.sentence.words, OF)
            if voice:
                return Attribution(voice, Words(index, index + 1), "in-words-of")
    return None


def _owner(scene: Scene, noun: Token, within: Words, givers: frozenset[str] = GIVERS) -> Voice | None:
    """Whose noun it is: Marsh's warning, her words."""
    for child in noun.lefts:
        if child.dep_ == "poss" and child.i in within and not scene.quoted[child.i]:
            if child.lower_ in POSSESSIVES:
                return Voice(Words(child.i, child.i + 1), VoiceKind.PRONOUN)
            return voice_at(scene, child, within)
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in givers:
            giver = next((word for word in child.children if word.dep_ == "pobj"), None)
            return giver and voice_at(scene, giver, within)
    return None
