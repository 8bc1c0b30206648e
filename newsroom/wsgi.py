import gc
import os

from django.core.wsgi import get_wsgi_application

GARBAGE = 20_000  # objects made before some of them are looked through

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
# What stays for good is not gone through again while a page waits, and what a page makes is seldom.
gc.collect()
gc.freeze()
gc.set_threshold(GARBAGE)
