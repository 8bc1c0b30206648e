def add_references(doc, document, people, quotes):
    return people
