"""The archive in numbers."""

from articles.models import Article, Caption
from entities.models import Event, Person, Quote


def archive_in_numbers() -> list[dict]:
    """How many of each there are, in the order of the sections; rejected and merged rows do not count."""
    sections = [
        ("article", "articles", Article.objects.all()),
        ("person", "people", Person.objects.current()),
        ("quote", "quotes", Quote.objects.visible()),
        ("caption", "captions", Caption.objects.visible()),
        ("event", "events", Event.objects.current()),
    ]
    return [
        {"url_name": f"{one}_list", "label": one if count == 1 else many, "count": count}
        for one, many, count in ((one, many, rows.count()) for one, many, rows in sections)
    ]
