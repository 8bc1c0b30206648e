"""The rules that leave words between quotation marks out of all quotes, by the names they are kept under."""

TITLE, BYNAME, NICKNAME = "title", "byname", "nickname"
NO_WORDS, SPOKEN_OF = "no-words", "spoken-of"
SET_OFF, UNREPORTED, PASSAGE = "set-off", "unreported", "passage"
