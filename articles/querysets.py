"""Words for where and when something was published or happened, shared by everything that has a date."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.extraction.types import Precision


class PublishedQuerySet(QuerySet):
    """Rows that belong to an article; `article` is the path to it, '' where the row is one."""

    article = "article__"

    def _where(self, **conditions) -> Q:
        return Q(**{f"{self.article}{name}": value for name, value in conditions.items()})

    def from_publishers(self, names: Sequence[str]):
        return self.filter(self._where(publisher__in=names))

    def published_from(self, day: date):
        """Rows that may be of `day` or later: an article known to be of 2003 counts for all of 2003."""
        return self.filter(
            self._where(published__gte=_midnight(day))
            | self._where(published_precision=Precision.YEAR, year=day.year)
            | self._where(published_precision=Precision.MONTH, published__gte=_midnight(day.replace(day=1)))
        )

    def published_to(self, day: date):
        """Rows that may be of `day` or earlier."""
        return self.filter(self._where(published__lte=datetime.combine(day, time.max, timezone.get_current_timezone())))

    def published_in(self, years: Sequence[int | None]):
        """Rows of any of the years; None among them asks for articles without a date."""
        undated = self._where(year=None) if None in years else Q()
        return self.filter(self._where(year__in=[year for year in years if year is not None]) | undated)

    def sample(self, answers: Sequence[str]):
        """'yes' brings the fictional sample, 'no' everything else."""
        return self.filter(self._where(sample__in=[answer == "yes" for answer in answers]))


class DatedQuerySet(QuerySet):
    """Rows with a `date` of their own and its `date_precision`: photographs and events."""

    def dated_from(self, day: date):
        """Rows that may be of `day` or later."""
        return self.filter(
            Q(date__gte=day)
            | Q(date_precision=Precision.YEAR, date__gte=day.replace(month=1, day=1))
            | Q(date_precision=Precision.MONTH, date__gte=day.replace(day=1))
        )

    def dated_to(self, day: date):
        return self.filter(date__lte=day)

    def dated_in(self, years: Sequence[int | None]):
        """Rows of any of the years; None among them asks for rows without a date."""
        undated = Q(date=None) if None in years else Q()
        return self.filter(Q(date__year__in=[year for year in years if year is not None]) | undated)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())
