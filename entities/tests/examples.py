"""With how many examples a property is looked at: fewer where the suite passed on another database before."""

from hypothesis import settings

IS_AGAIN = settings.get_current_profile_name() == "again"


def examples(number: int) -> int:
    return -(-number // 4) if IS_AGAIN else number
