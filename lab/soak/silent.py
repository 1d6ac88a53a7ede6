# SPDX-License-Identifier: Apache-2.0
"""Agents who are no good: some answer a call and are never heard of again, some never hear it."""
import re
import socket
import threading


class Silent:
    """Answers INVITEs at a UDP port, if it answers at all, and says nothing else: no answer to BYE, OPTIONS or anything."""

    def __init__(self, port: int, answers: bool):
        self.uri = f"sip:silent@127.0.0.1:{port}"
        self.calls = 0
        self._answers, self._over, self._seen = answers, False, set()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))
        self._socket.settimeout(0.5)
        self._port = port
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        while not self._over:
            try:
                packet, peer = self._socket.recvfrom(65535)
            except socket.timeout:
                continue
            text = packet.decode("utf-8", "replace")
            if not text.startswith("INVITE "):
                continue
            branch = re.search(r"branch=([^;\s]+)", text).group(1)
            if branch not in self._seen:
                self._seen.add(branch)
                self.calls += 1
            if self._answers:
                self._socket.sendto(self._answer(text, 200, "OK"), peer)

    def _answer(self, invite: str, code: int, word: str) -> bytes:
        def fields(name: str) -> str:
            return "".join(f"{line}\r\n" for line in invite.split("\r\n\r\n")[0].split("\r\n") if line.lower().startswith(name + ":"))
        sdp = f"v=0\r\no=silent 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\n"
        return (f"SIP/2.0 {code} {word}\r\n{fields('via')}{fields('record-route')}{fields('from')}"
                f"{fields('to').strip()};tag=silent{len(self._seen)}\r\n{fields('call-id')}{fields('cseq')}"
                f"Contact: <{self.uri}>\r\nContent-Type: application/sdp\r\nContent-Length: {len(sdp)}\r\n\r\n{sdp}").encode()

    def close(self):
        self._over = True
        self._thread.join()
        self._socket.close()
