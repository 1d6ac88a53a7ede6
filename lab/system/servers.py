# SPDX-License-Identifier: Apache-2.0
"""A database server and a message broker of this machine, in folders of their own, that can be stopped, frozen and killed (Linux)."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("LAB_STATE", "/var/tmp/callcenter-lab"))
ARTEMIS = "org.apache.activemq:apache-artemis:2.40.0:zip:bin"


class Missing(Exception):
    """This machine lacks what the server needs."""


class Server:
    """One server with its children; whatever was done to it, start() makes it answer again."""

    def __init__(self, name: str, folder: Path, port: int):
        self.name, self.folder, self.port = name, folder, port
        self._process: subprocess.Popen | None = None
        self._frozen: list[int] = []

    @property
    def pid(self) -> int:
        return self._process.pid

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def start(self, patience: float = 60):
        self._process = subprocess.Popen(self.command(), cwd=self.folder, stdin=subprocess.DEVNULL, env=self.environment(),
                                         stdout=open(self.folder / "output", "a"), stderr=subprocess.STDOUT)
        end = time.monotonic() + patience
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self.name} does not start: {(self.folder / 'output').read_text(errors='replace')[-1500:]}")
            time.sleep(0.1)

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def stop(self):
        """As an operator would."""
        self._process.send_signal(self.stop_signal)
        self._process.wait(60)

    stop_signal = signal.SIGTERM

    def freeze(self):
        """Nothing answers any more, and nothing is closed: as a machine that hangs."""
        self._frozen = family(self._process.pid)
        for pid in self._frozen:
            send(pid, signal.SIGSTOP)

    def thaw(self):
        for pid in self._frozen:
            send(pid, signal.SIGCONT)
        self._frozen = []

    def kill(self):
        """As a power cut of the server's process."""
        for pid in family(self._process.pid):
            send(pid, signal.SIGKILL)
        self._process.wait(20)

    def close(self):
        if self._process is not None and self._process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Database(Server):
    """A database server in a folder below /tmp, as it runs as another user when we are root; databases belong to the user cc."""

    kind = ""
    host = "127.0.0.1"

    def url(self, database: str) -> str:
        return f"jdbc:{self.kind}://{self.host}:{self.port}/{database}"

    def make(self, database: str):
        raise NotImplementedError

    def reference_tables(self) -> list[str]:
        """The statements that make the tables of an existing installation of the reference."""
        script = (HOME / "src" / "test" / "resources" / "reference" / f"{self.kind}.sql").read_text()
        return [statement for statement in script.split(";\n") if statement.strip()]


class Postgresql(Database):
    """Debian's PostgreSQL, or any whose initdb is found."""

    kind = "postgresql"
    stop_signal = signal.SIGINT  # without waiting for its clients

    def __init__(self, port: int, host: str = "127.0.0.1"):
        self.host = host
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        found = programs[-1] if programs else shutil.which("initdb")
        if not found:
            raise Missing("PostgreSQL (Debian: postgresql)")
        super().__init__("PostgreSQL", Path(tempfile.mkdtemp(prefix="callcenter-pg-", dir="/tmp")), port)
        self._bin = Path(found).resolve().parent
        self._as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        if self._as_user:
            shutil.chown(self.folder, "postgres", "postgres")
        password = self.folder / "password"
        password.write_text("admin")
        password.chmod(0o644)
        subprocess.run([*self._as_user, self._bin / "initdb", "-D", self.folder / "data", "-U", "admin", "-A", "scram-sha-256", "--pwfile",
                        password, "-E", "UTF8", "--locale=C", "--no-sync"], check=True, capture_output=True)
        with open(self.folder / "data" / "pg_hba.conf", "a") as rules:
            rules.write("host all all samenet scram-sha-256\n")
        self.start()
        self.admin("CREATE USER cc PASSWORD 'cc'")

    def make(self, database: str):
        self.admin(f"CREATE DATABASE {database} OWNER cc")

    def command(self) -> list[str]:
        return [*self._as_user, str(self._bin / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), "-h", self.host, "-k",
                str(self.folder)]

    def answers(self) -> bool:
        return self._psql("SELECT 1").returncode == 0

    def admin(self, *statements: str, database: str = "postgres"):
        for statement in statements:
            done = self._psql(statement, database)
            if done.returncode != 0:
                raise RuntimeError(f"{statement}: {done.stderr}")

    def rows(self, statement: str, database: str) -> list[list[str]]:
        """What a query gives, as text."""
        done = self._psql(statement, database)
        if done.returncode != 0:
            raise RuntimeError(f"{statement}: {done.stderr}")
        return [line.split("|") for line in done.stdout.splitlines()]

    def _psql(self, statement: str, database: str = "postgres") -> subprocess.CompletedProcess:
        return subprocess.run([self._bin / "psql", "-q", "-A", "-t", "-h", self.host, "-p", str(self.port), "-U", "admin", "-d", database, "-c", statement],
                              env={**os.environ, "PGPASSWORD": "admin", "PGCONNECT_TIMEOUT": "3"}, capture_output=True, text=True, check=False)

    def slow(self, database: str, seconds: float):
        """Every statement that changes a table of records takes that long; 0 = no longer."""
        for table in ("cc_cdrs", "cc_calls"):
            self.admin(f"DROP TRIGGER IF EXISTS slow ON {table}", database=database)
            if seconds:
                self.admin(
                    f"CREATE OR REPLACE FUNCTION slow() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep({seconds}); RETURN NULL; END $$ LANGUAGE plpgsql",
                    f"CREATE TRIGGER slow BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION slow()",
                    database=database)


class Mariadb(Database):
    """Debian's MariaDB, or any on the path."""

    kind = "mariadb"

    def __init__(self, port: int):
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        self._server, install = shutil.which("mariadbd", path=path), shutil.which("mariadb-install-db", path=path)
        if not self._server or not install:
            raise Missing("MariaDB (Debian: mariadb-server)")
        super().__init__("MariaDB", Path(tempfile.mkdtemp(prefix="callcenter-maria-", dir="/tmp")), port)
        self._as_user = ["--user=root"] if os.getuid() == 0 else []
        subprocess.run([install, "--no-defaults", f"--datadir={self.folder / 'data'}", "--auth-root-authentication-method=normal",
                        "--skip-test-db", *self._as_user], check=True, capture_output=True)
        self.start()
        self.admin("CREATE USER 'cc'@'127.0.0.1' IDENTIFIED BY 'cc'")

    def make(self, database: str):
        self.admin(f"CREATE DATABASE {database} CHARACTER SET latin1", f"GRANT ALL ON {database}.* TO 'cc'@'127.0.0.1'")

    def command(self) -> list[str]:
        return [self._server, "--no-defaults", f"--datadir={self.folder / 'data'}", f"--port={self.port}", "--bind-address=127.0.0.1",
                f"--socket={self.folder / 'socket'}", f"--pid-file={self.folder / 'pid'}", "--innodb-buffer-pool-size=32M",
                "--skip-name-resolve", *self._as_user]

    def answers(self) -> bool:
        return self._client("SELECT 1").returncode == 0

    def admin(self, *statements: str):
        for statement in statements:
            done = self._client(statement)
            if done.returncode != 0:
                raise RuntimeError(f"{statement}: {done.stderr}")

    def _client(self, statement: str) -> subprocess.CompletedProcess:
        return subprocess.run(["mariadb", "--no-defaults", f"--socket={self.folder / 'socket'}", "-u", "root", "-e", statement],
                              capture_output=True, text=True, check=False)


class Artemis(Server):
    """An Artemis broker with our artemis/broker.xml and the user lab, who may everything."""

    def __init__(self, port: int, host: str = "127.0.0.1"):
        super().__init__("Artemis", Path(tempfile.mkdtemp(prefix="callcenter-mq-", dir="/tmp")), port)
        home = distribution()
        instance = self.folder / "instance"
        subprocess.run(["bash", home / "bin" / "artemis", "create", "--silent", "--force", "--user", "lab", "--password", "lab", "--require-login",
                        "--no-autotune", "--no-web", instance], check=True, capture_output=True, env=self.environment())
        ours = (HOME / "artemis" / "broker.xml").read_text()
        (instance / "etc" / "broker.xml").write_text(ours.replace("tcp://0.0.0.0:61616", f"tcp://{host}:{port}"))
        self.url = f"tcp://{host}:{port}"
        self.start()

    def environment(self) -> dict[str, str]:
        return {**os.environ, "JAVA_ARGS": "-Xms32m -Xmx256m -XX:+UseSerialGC"}

    def command(self) -> list[str]:
        return ["bash", str(self.folder / "instance" / "bin" / "artemis"), "run"]

    def answers(self) -> bool:
        return self._starts() > self._starts_before

    def _starts(self) -> int:
        output = self.folder / "output"
        return output.read_text(errors="replace").count("Server is now active") if output.exists() else 0

    def start(self, patience: float = 60):
        self._starts_before = self._starts()
        super().start(patience)


def distribution() -> Path:
    """The broker's programs, fetched by Maven once."""
    home = STATE / "apache-artemis-2.40.0"
    if not (home / "bin" / "artemis").exists():
        if not shutil.which("mvn"):
            raise Missing("Maven, to fetch the broker")
        STATE.mkdir(parents=True, exist_ok=True)
        copied = subprocess.run(["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTEMIS}", f"-DoutputDirectory={STATE}",
                                 "-Dmdep.useBaseVersion=true"], cwd=HOME, capture_output=True, text=True, check=False)
        if copied.returncode != 0:
            raise Missing(f"the broker cannot be fetched: {copied.stdout[-500:]}")
        part = STATE / f"part-{os.getpid()}"
        with zipfile.ZipFile(STATE / "apache-artemis-2.40.0-bin.zip") as archive:
            archive.extractall(part, [name for name in archive.namelist() if "/web/" not in name and "/examples/" not in name])
        (part / "apache-artemis-2.40.0").rename(home)
        part.rmdir()
    return home


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
            parents[int(status.parent.name)] = int(fields[1])
        except (OSError, IndexError):
            continue  # it ended meanwhile
    found = [pid]
    for member in found:
        found += [child for child, parent in parents.items() if parent == member]
    return found


def send(pid: int, number: signal.Signals):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
