"""Tokens by which programs read the archive in somebody's name."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class ApiTokenQuerySet(models.QuerySet):
    def working(self, now: datetime):
        """Tokens that open the archive at the moment."""
        return self.filter(revoked=None, expires__gt=now, user__is_active=True)


class ApiToken(models.Model):
    """Lets a program read what its owner may read. The secret is shown once, and only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100, help_text="What it is for: the newsletter, a spreadsheet.")
    start = models.CharField(max_length=12, editable=False, help_text="The first characters, to tell it by.")
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the whole token.")
    created = models.DateTimeField(editable=False)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True, editable=False)
    last_used = models.DateTimeField(null=True, blank=True, editable=False)

    minute = models.DateTimeField(null=True, blank=True, editable=False, help_text="The minute that is counted.")
    spent = models.PositiveIntegerField(default=0, editable=False, help_text="Requests in that minute.")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name = "token"
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="apitoken_name_is_not_empty")]

    def __str__(self):
        return f"{self.name} ({self.start}…)"
