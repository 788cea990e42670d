"""The WSGI entry point: `app` for gunicorn's gevent worker or any other server that speaks gevent."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - the patch comes first

from triangle.app import create_app  # noqa: E402
from triangle.config import read_config  # noqa: E402
from triangle.serve import go_live  # noqa: E402

app = create_app(read_config(os.environ))
# In the worker itself: with gunicorn's --preload the loops would stay behind in the parent.
go_live(app)
