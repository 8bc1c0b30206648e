def find_quotes(doc, document, people):
    return ()
