"""The settings as an ingest takes them, for whoever starts one."""

from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from entities.ingest import NewsroomSettings


def newsroom_settings() -> NewsroomSettings:
    return NewsroomSettings(
        model=settings.SPACY_MODEL,
        base_dir=Path(settings.BASE_DIR),
        sample_dir=Path(settings.SAMPLE_DIR),
        time_zone=ZoneInfo(settings.TIME_ZONE),
        max_file_bytes=settings.MAX_FILE_BYTES,
    )
