"""The archive in numbers."""

from django.db.models import Sum

from entities.models import Tally


def archive_in_numbers() -> list[dict]:
    """How many of each there are, in the order of the sections; rejected and merged rows do not count."""
    counted = dict(Tally.objects.values_list("of").annotate(number=Sum("number")).order_by())
    sections = [
        ("article", "articles"),
        ("person", "people"),
        ("quote", "quotes"),
        ("caption", "captions"),
        ("event", "events"),
    ]
    return [
        {"url_name": f"{one}_list", "label": one if counted.get(one, 0) == 1 else many, "count": counted.get(one, 0)}
        for one, many in sections
    ]
