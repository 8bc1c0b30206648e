"""Who said what, in which words.

`marks` finds the words between quotation marks, `sentences` reads the article around them,
`attribution` and `flow` say whose they are, `statements` joins parts and resolves speakers,
`indirect` reads reported speech without marks, `transcripts` lines that are all speech, and `finding`
does all of it. What reads marks alone is imported without the language model.
"""
