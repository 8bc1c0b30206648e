def find_people(doc, document):
    return ()


def find_entities(doc, document, people):
    return ()
