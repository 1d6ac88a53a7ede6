# SPDX-License-Identifier: Apache-2.0
"""A phone over TLS that shows no certificate gets an answer to OPTIONS and talks to an agent; one that knows weak suites only is refused and counted."""
import re
import socket
import ssl
import subprocess

SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n"


class Phone:
    """A connection without a certificate of its own, and the requests of one call."""

    def __init__(self, port: int):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._stream = context.wrap_socket(socket.create_connection(("127.0.0.1", port), 10))
        self._local, self._read, self._to = self._stream.getsockname()[1], b"", ""

    def request(self, method: str, number: int, body: str = ""):
        uri = "sip:sales@127.0.0.1;transport=tls"
        self._stream.sendall("\r\n".join([
            f"{method} {uri} SIP/2.0", f"Via: SIP/2.0/TLS 127.0.0.1:{self._local};branch=z9hG4bK-{method}-{number};rport",
            "From: <sip:tina@127.0.0.1>;tag=t", f"To: <{uri}>{self._to}", f"Call-ID: tls-{self._local}-{'o' if method == 'OPTIONS' else 'c'}",
            f"CSeq: {number} {method}", f"Contact: <sip:tina@127.0.0.1:{self._local};transport=tls>", "Max-Forwards: 70",
            *(["Content-Type: application/sdp"] if body else []), f"Content-Length: {len(body)}", "", body]).encode())

    def answer(self) -> int:
        """The next final answer."""
        while True:
            while b"\r\n\r\n" not in self._read:
                self._read += self._stream.recv(65536)
            head, rest = self._read.split(b"\r\n\r\n", 1)
            length = int(re.search(rb"(?im)^(?:content-length|l)\s*:\s*(\d+)", head).group(1))
            while len(rest) < length:
                rest += self._stream.recv(65536)
            self._read = rest[length:]
            code = int(head.split(b" ")[1]) if head.startswith(b"SIP/2.0") else 0
            if code >= 200:
                tag = re.search(rb"(?im)^(?:to|t)\s*:.*;tag=([^;\s]+)", head)
                if tag and re.search(rb"(?im)^cseq\s*:\s*\d+ INVITE", head):
                    self._to = f";tag={tag.group(1).decode()}"
                return code


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    port, keys = s.port(), s.folder / "keys.p12"
    subprocess.run(["keytool", "-genkeypair", "-keyalg", "EC", "-dname", "CN=center", "-ext", "SAN=ip:127.0.0.1", "-alias", "sip", "-storetype",
                    "PKCS12", "-storepass", "changeit", "-keystore", str(keys)], check=True, capture_output=True)
    s.start({"cc.sip.listen": f"udp:127.0.0.1:{{port}},tls:127.0.0.1:{port}", "cc.sip.tls.key-store": str(keys), "cc.sip.tls.password": "changeit"})
    phone = Phone(port)
    phone.request("OPTIONS", 1)
    s.check("answer to OPTIONS", phone.answer(), 200)
    phone.request("INVITE", 1, SDP)
    s.check("answer to INVITE", phone.answer(), 200)
    phone.request("ACK", 1)
    s.until("agent in a call", lambda: s.states()["ann"], "incall")
    phone.request("BYE", 2)
    s.check("answer to BYE", phone.answer(), 200)

    weak = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    weak.check_hostname, weak.verify_mode, weak.maximum_version = False, ssl.CERT_NONE, ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")
    try:
        weak.wrap_socket(socket.create_connection(("127.0.0.1", port), 10))
        s.check("a weak suite", "taken", "refused")
    except ssl.SSLError:
        pass
    s.until("failed handshakes", lambda: s.center.metrics()["callcenter_sip_tls_refused_total"], 1.0, 10)
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
