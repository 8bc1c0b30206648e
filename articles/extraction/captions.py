def read_captions(doc, document, people):
    return ()
