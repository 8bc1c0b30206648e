import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
# What stays for good is not gone through again while a page waits; and a page makes thousands of objects, nearly all of
# which go with it uncounted: to look after every 700 for rings of them, as Python does, is a tenth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
