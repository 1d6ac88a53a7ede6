# SPDX-License-Identifier: Apache-2.0
"""Roads on which the messages of a story travel: lab/system/run --over ROAD.

SIPp speaks UDP and TCP by itself. For the others a relay stands before each peer: SIPp talks to it in datagrams, and it talks to the call
center as a phone at the address that stands in Via and Contact. In a block of eight ports the peer has the first, the relay the second
(toward the call center) and the fourth (toward SIPp).
"""
import asyncio
import base64
import hashlib
import os
import random
import re
import socket
import ssl
import struct
import subprocess
import threading
import zlib
from concurrent.futures import Future
from pathlib import Path

USUAL = ["10-", "11-", "13-", "20-", "24-", "26-", "33-", "57-"]  # stories that hold on every road
PASSWORD = "changeit"


class Road:
    """Loopback, IPv4, UDP: what stories take where they name nothing else. A road is shared by the stories of a run."""

    host, called_as, transport, patience, lossy = "127.0.0.1", "", "u1", 0, False

    def listen(self, port: int) -> dict[str, str]:
        """Settings of a call center whose ports begin with that one."""
        return {}

    def uri(self, user: str, port: int) -> str:
        """Where the peer with that first port is called."""
        return f"sip:{user}@{self.host}:{port}{self.called_as}"

    def scenario(self, text: str, port: int, to: str) -> str:
        """The scenario as the peer with that first port plays it, which calls "to" or, where that is empty, is called."""
        return text

    def lead(self, port: int, to: str, name: str) -> tuple[str, "Relay | None"]:
        """Prepares the way of that peer, whose name differs from all others: where SIPp sends its calls, and the relay that stands before it."""
        return to, None

    def account(self) -> str:
        """What is to be told about it when all stories are over, if anything."""
        return ""

    def close(self):
        """Nothing travels any more."""


class Tcp(Road):
    """Every peer speaks TCP."""

    called_as, transport = ";transport=tcp", "t1"


class Ipv6(Road):
    """Every peer, and the call center, is at ::1."""

    host = "[::1]"

    def listen(self, port: int) -> dict[str, str]:
        return {"cc.sip.listen": f"udp:[::1]:{port},tcp:[::1]:{port}"}

    def scenario(self, text: str, port: int, to: str) -> str:
        return text.replace("IN IP4 [local_ip]", "IN IP6 [media_ip]")

    def lead(self, port: int, to: str, name: str):
        return to.replace("127.0.0.1", "[::1]"), None


class Relayed(Road):
    """A relay stands before each peer."""

    via, patience = "UDP", 3

    def __init__(self, folder: Path):
        self.folder, self._relays = folder, {}
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def scenario(self, text: str, port: int, to: str) -> str:
        text = text.replace("[remote_ip]:[remote_port]", self.center(to)) if to else text
        return text.replace("[transport]", self.via).replace("[local_port]", str(port + 1))

    def uri(self, user: str, port: int) -> str:
        return super().uri(user, port + 1)

    def center(self, to: str) -> str:
        """Where a call center whose first port stands in "to" is on this road."""
        return to

    def lead(self, port: int, to: str, name: str):
        if port in self._relays:  # of a peer that was here before
            self._relays.pop(port).close()
        relay = self._relays[port] = self.relay(port, self.center(to) if to else "", name)
        self.soon(relay.open()).result(10)
        return (f"127.0.0.1:{port + 3}" if to else ""), relay

    def soon(self, work) -> Future:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def relay(self, port: int, to: str, name: str) -> "Relay":
        raise NotImplementedError

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)


class Loss(Relayed):
    """Of the datagrams between a peer and the call center one in twenty is lost, each way, by a dice with a fixed seed for each peer."""

    lossy = True

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.lost = self.passed = 0

    def relay(self, port: int, to: str, name: str):
        return LossyRelay(self, port, to, name)

    def account(self) -> str:
        return f"{self.lost} datagrams were lost, {self.passed} were not"


class Tls(Relayed):
    """Every peer speaks TLS; certificates are checked when the call center dials."""

    via, called_as = "TLS", ";transport=tls"

    def __init__(self, folder: Path):
        super().__init__(folder)
        folder.mkdir(parents=True)
        self.keys, self.trust = folder / "keys.p12", folder / "trust.p12"
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        for command in (
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                 "/CN=lab", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", key, "-out", certificate],
                ["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-name", "sip", "-passout", f"pass:{PASSWORD}", "-out",
                 self.keys],
                ["keytool", "-importcert", "-noprompt", "-alias", "lab", "-file", certificate, "-storetype", "PKCS12", "-storepass", PASSWORD,
                 "-keystore", self.trust]):
            subprocess.run(command, check=True, capture_output=True)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(certificate, key)
        self.client = ssl.create_default_context(cafile=str(certificate))

    def listen(self, port: int) -> dict[str, str]:
        return {"cc.sip.listen": f"udp:127.0.0.1:{port},tls:127.0.0.1:{port + 3}", "cc.sip.tls.key-store": str(self.keys),
                "cc.sip.tls.trust-store": str(self.trust), "cc.sip.tls.password": PASSWORD}

    def center(self, to: str) -> str:
        host, _, port = to.rpartition(":")
        return f"{host}:{int(port) + 3}"

    def relay(self, port: int, to: str, name: str):
        return StreamRelay(self, port, to, self.server, self.client)


class WebSocket(Relayed):
    """Callers speak SIP in WebSocket frames (RFC 7118) and name no address, as browsers do; who is called speaks UDP."""

    via = "WS"

    def listen(self, port: int) -> dict[str, str]:
        return {"cc.sip.listen": f"udp:127.0.0.1:{port},ws:127.0.0.1:{port + 3}"}

    def scenario(self, text: str, port: int, to: str) -> str:
        return super().scenario(text.replace("[local_ip]:[local_port]", f"p{port}.invalid"), port, to) if to else text

    def uri(self, user: str, port: int) -> str:
        return Road.uri(self, user, port)

    def lead(self, port: int, to: str, name: str):
        return super().lead(port, to, name) if to else ("", None)

    def center(self, to: str) -> str:
        host, _, port = to.rpartition(":")
        return f"{host}:{int(port) + 3}"

    def relay(self, port: int, to: str, name: str):
        return StreamRelay(self, port, to, None, None)


ROADS = {"tcp": lambda folder: Tcp(), "ipv6": lambda folder: Ipv6(), "loss": Loss, "tls": Tls, "ws": WebSocket}


# --- relays: all on the one event loop of their road -------------------------------------------------------------------------


class Relay(asyncio.DatagramProtocol):
    """Between SIPp, in datagrams, and the call center."""

    def __init__(self, road: Relayed, port: int, to: str):
        self.road, self.port = road, port
        self.peer = ("127.0.0.1", port)
        host, _, number = to.rpartition(":")
        self.center = (host, int(number)) if to else None
        self._inner: asyncio.DatagramTransport | None = None

    async def open(self):
        self._inner, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, ("127.0.0.1", self.port + 3))

    def to_peer(self, message: bytes):
        self._inner.sendto(message, self.peer)

    def close(self):
        """Any thread; returns when it is closed."""
        self.road.soon(self.shut()).result(10)

    async def shut(self):
        self._inner.close()


class LossyRelay(Relay):
    """Datagrams both ways, and one in twenty is lost."""

    def __init__(self, road: Relayed, port: int, to: str, name: str):
        super().__init__(road, port, to)
        self._outer: asyncio.DatagramTransport | None = None
        self._dice = {way: random.Random(zlib.crc32(f"{way} {name}".encode())) for way in ("in", "out")}

    async def open(self):
        await super().open()
        relay = self

        class Outer(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, address):
                relay.center = address
                if relay._passes("in"):
                    relay.to_peer(data)
        self._outer, _ = await asyncio.get_running_loop().create_datagram_endpoint(Outer, ("127.0.0.1", self.port + 1))

    def _passes(self, way: str) -> bool:
        lost = self._dice[way].random() < 0.05
        self.road.lost, self.road.passed = self.road.lost + lost, self.road.passed + (not lost)
        return not lost

    def datagram_received(self, data: bytes, address):
        if self._passes("out"):
            self._outer.sendto(data, self.center)

    async def shut(self):
        await super().shut()
        self._outer.close()


class StreamRelay(Relay):
    """Dials the call center for a peer that calls, and takes its connections. An answer goes back where its request came from, a request of
    the peer on the connection it spoke on last."""

    def __init__(self, road: Relayed, port: int, to: str, server: ssl.SSLContext | None, client: ssl.SSLContext | None):
        super().__init__(road, port, to)
        self._server_tls, self._client_tls = server, client
        self._server: asyncio.Server | None = None
        self._behind: dict[bytes, "Stream"] = {}  # by the top Via of the request
        self._last: Stream | None = None
        self._tasks: set[asyncio.Task] = set()
        self._dialing = asyncio.Lock()

    async def open(self):
        await super().open()
        self._server = await asyncio.start_server(self._taken, "127.0.0.1", self.port + 1, ssl=self._server_tls)

    async def _taken(self, reader, writer):
        await self._read(Stream(reader, writer))

    def datagram_received(self, data: bytes, address):
        self._start(self._out(data))

    def _start(self, work):
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _out(self, data: bytes):
        async with self._dialing:
            stream = self._behind.get(top_via(data)) if data.startswith(b"SIP/2.0") else self._last
            if stream is None and self.center:
                stream = self._last = await self._dial()
                self._start(self._read(stream))
        if stream:
            stream.send(data)

    async def _dial(self) -> "Stream":
        stream = (Frames if self.road.via == "WS" else Stream)(*await asyncio.open_connection(*self.center, ssl=self._client_tls))
        await stream.begin()
        return stream

    async def _read(self, stream: "Stream"):
        try:
            while message := await stream.receive():
                self._last = stream
                if not message.startswith(b"SIP/2.0"):
                    self._behind[top_via(message)] = stream
                self.to_peer(message)
        except (OSError, EOFError):
            pass  # it is closed
        finally:
            if self._last is stream:
                self._last = None
            stream.close()

    async def shut(self):
        await super().shut()
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        if self._last:
            self._last.close()


class Stream:
    """SIP messages on a stream, told apart by their Content-Length."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.reader, self.writer = reader, writer

    async def begin(self):
        """What is said before the first message."""

    async def receive(self) -> bytes:
        """The next message; EOFError at the end."""
        head = b"\r\n"
        while head == b"\r\n":  # empty lines between messages
            head = await self.reader.readuntil(b"\r\n")
        head += await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?im)^(?:content-length|l)\s*:\s*(\d+)", head)
        return head + await self.reader.readexactly(int(length.group(1)) if length else 0)

    def send(self, message: bytes):
        self.writer.write(message)

    def close(self):
        self.writer.close()


class Frames(Stream):
    """One message in each WebSocket frame, client's side (RFC 6455): what it sends is masked."""

    async def begin(self):
        key = base64.b64encode(os.urandom(16))
        self.writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                          + b"\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\nOrigin: http://127.0.0.1\r\n\r\n")
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        proof = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).decode()
        if (not answer.startswith("HTTP/1.1 101 ") or proof not in answer
                or not re.search(r"(?im)^sec-websocket-protocol\s*:\s*sip\s*$", answer)):
            raise ConnectionError(f"no WebSocket for SIP: {answer}")

    async def receive(self) -> bytes:
        message = b""
        while True:
            first, second = await self.reader.readexactly(2)
            length = second & 127
            if length > 125:
                form = ">H" if length == 126 else ">Q"
                length = struct.unpack(form, await self.reader.readexactly(struct.calcsize(form)))[0]
            data = await self.reader.readexactly(length)
            kind = first & 15
            if kind == 9:
                self._frame(0x8A, data)
            elif kind == 8:
                raise EOFError
            elif kind < 3:
                message += data
                if first & 128:
                    return message

    def send(self, message: bytes):
        self._frame(0x81, message)

    def _frame(self, first: int, data: bytes):
        mask = os.urandom(4)
        size = len(data)
        length = bytes([size | 128]) if size < 126 else b"\xfe" + struct.pack(">H", size)
        self.writer.write(bytes([first]) + length + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def close(self):
        if not self.writer.is_closing():
            self._frame(0x88, struct.pack(">H", 1000))
        super().close()


def top_via(message: bytes) -> bytes:
    """What names the transaction: branch of the topmost Via, and the method."""
    via = re.search(rb"(?im)^(?:via|v)\s*:[^\r]*?branch=([^;,\s]+)", message)
    cseq = re.search(rb"(?im)^cseq\s*:\s*\d+\s+(\w+)", message)
    return (via.group(1) if via else b"") + (cseq.group(1) if cseq else b"")
