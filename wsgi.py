"""The WSGI entry point: `app` for gunicorn's gevent worker or any other server that speaks gevent."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - the patch comes first

from triangle.config import read_config  # noqa: E402
from triangle.core.log import log_to_stderr  # noqa: E402
from triangle.hosted import Hosted  # noqa: E402

log_to_stderr()
app = Hosted(read_config(os.environ))
