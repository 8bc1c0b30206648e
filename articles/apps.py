from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "What was published"

    def ready(self) -> None:
        from articles import lookups  # noqa: F401, registers them
