def find_events(doc, document, people):
    return ()
