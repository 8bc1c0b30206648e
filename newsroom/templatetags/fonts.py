from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# By name and not through newsroom.fonts, which would load the tools that cut them with every page server.
STYLESHEET = "fonts/fonts.css"
PRELOADED = ("fonts/SourceSerifPro-Regular.woff2", "fonts/SourceSansPro-Regular.woff2")

register = template.Library()


@register.simple_tag
def font_links() -> SafeString:
    """Links to the archive's own fonts; nothing where they were not made, and pages use the reader's.

    Families: "Source Serif" and "Source Sans" (400 and 600, the serif also in italic), each followed
    in a font stack by "Source Serif Fallback" or "Source Sans Fallback", which is as wide and as high.
    """
    if not _served():
        return SafeString()
    preloads = format_html_join(
        "\n  ",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(font),) for font in PRELOADED),
    )
    return format_html('{}\n  <link rel="stylesheet" href="{}">', preloads, static(STYLESHEET))


def _served() -> bool:
    if ("fonts", settings.FONTS_DIR) not in settings.STATICFILES_DIRS:
        return False
    try:
        static(STYLESHEET)
    except ValueError:  # made, and not collected since
        return False
    return True
