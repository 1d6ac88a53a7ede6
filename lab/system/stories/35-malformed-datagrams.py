# SPDX-License-Identifier: Apache-2.0
"""Malformed and hostile datagrams are survived: the next call works as ever."""
import os
import random
import socket

NASTY = [
    b"", b"\r\n\r\n", b"\0" * 900, b"INVITE", b"INVITE sip:sales SIP/2.0\r\n\r\n", b"SIP/2.0 200 OK\r\n\r\n",
    b"INVITE sip:sales@127.0.0.1 SIP/7.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKx\r\n\r\n",
    b"BYE sip:x@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKy\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n"
    b"Call-ID: stray\r\nCSeq: 1 BYE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
    b"INVITE sip:sales@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKz\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:sales@d>\r\n"
    b"Call-ID: broken-sdp\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContact: <sip:a@127.0.0.1:9>\r\nContent-Type: application/sdp\r\n"
    b"Content-Length: 9\r\n\r\nv=0\r\nm=\r\n",
    b"OPTIONS " + b"(" * 6000 + b" SIP/2.0\r\n\r\n", b"INVITE sip:" + b"a" * 15000 + b"@x SIP/2.0\r\n\r\n",
]


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    dice = random.Random(20260)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        for datagram in NASTY * 3 + [dice.randbytes(dice.randrange(1, 1400)) for _ in range(300)]:
            wire.sendto(datagram, ("127.0.0.1", s.center.sip_port))
    with socket.create_connection(("127.0.0.1", s.center.sip_port), 5) as wire:
        wire.sendall(os.urandom(3000))
    s.pause(1)
    s.check("ready", s.center.get("/health/ready")[0], 200)
    bob = s.caller("1001", "sales", talk=1500)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
