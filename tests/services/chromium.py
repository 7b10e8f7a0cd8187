"""The Chromium of this machine, for the tests of the site."""

import os
import shutil

from tests.services.process import Missing

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str:
    """The path of the browser: $CHROMIUM, or the first of the usual names."""
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    raise Missing("Chromium is not installed (Debian: apt-get install chromium; or set CHROMIUM)")
