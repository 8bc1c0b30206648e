"""What people of the newsroom keep for themselves: saved searches, who follows them, and secret feed addresses."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

KINDS = ("article", "person", "quote", "caption", "event")


class SavedSearchQuerySet(models.QuerySet):
    def open_to(self, user):
        """Those that somebody may look at: their own, and what colleagues share."""
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedSearch(models.Model):
    """A list of the archive by its address: what the page at `path` lists under `query`, whenever it is looked at."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS], help_text="What it lists.")
    path = models.CharField(max_length=400, help_text="The page: /quotes/.")
    query = models.TextField(blank=True, help_text="Its filter, as in the address.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    shared = models.BooleanField(default=False, help_text="The whole newsroom sees it.")
    made = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="savedsearch_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="savedsearch_kind_is_known"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("saved_detail", args=[self.pk])

    @property
    def address(self):
        """Where its list is."""
        return f"{self.path}?{self.query}" if self.query else self.path


class FollowQuerySet(models.QuerySet):
    def open_to(self, user):
        """What somebody follows and may still look at: what a colleague no longer shares is kept from them."""
        return self.filter(Q(search__owner=user) | Q(search__shared=True), user=user)


class Follow(models.Model):
    """Somebody who keeps an eye on a saved search. Rows have rising keys: what is above `seen_up_to` is new to them."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    seen_up_to = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField()
    by_mail = models.BooleanField(default=False, help_text="What is new comes in the daily mail.")
    mailed_up_to = models.PositiveBigIntegerField(default=0)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["search__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["search", "user"], name="follow_once")]

    def __str__(self):
        return f"{self.user} follows {self.search}"


class Digest(models.Model):
    """The mail of one day to one person: made before it is sent, so that no other process sends it as well."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    begun = models.DateTimeField()
    sent = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0, help_text="How many new rows it told of.")

    class Meta:
        ordering = ["-day", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]

    def __str__(self):
        return f"Mail of {self.day:%d %b %Y} to {self.user}"


class FeedAddress(models.Model):
    """A secret address under which a program that cannot sign in reads one list, as its owner would. Only its hash
    is kept: whoever reads the database cannot read the feed."""

    path = models.CharField(max_length=400, help_text="The page: /quotes/.")
    query = models.TextField(blank=True, help_text="Its filter, as in the address.")
    sentence = models.CharField(max_length=300, help_text="What it lists, in words.")
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the secret.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_addresses")
    made = models.DateTimeField(auto_now_add=True)
    last_read = models.DateField(null=True, blank=True, help_text="The last day on which it was read.")

    class Meta:
        ordering = ["-made", "-pk"]
        verbose_name_plural = "feed addresses"

    def __str__(self):
        return self.sentence
