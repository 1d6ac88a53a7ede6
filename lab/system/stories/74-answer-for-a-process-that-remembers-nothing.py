# SPDX-License-Identifier: Apache-2.0
"""L59: an agent answers an INVITE of a process whose memory is lost: ACK and BYE; an answer with a forged tag gets nothing."""
import shutil
import socket


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", ring=60000, talk=60000)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    s.caller("1001", "sales", "../crash/callers")
    s.until("ann rings", lambda: [m.token for m in ann.messages()], lambda seen: ">180" in seen)
    s.center.kill()
    s.crashed = s.open_calls = True
    shutil.rmtree(s.folder / "data" / "journal")
    s.center.start()
    s.watch()
    invite = next(m for m in ann.messages() if m.token == "<INVITE+")
    tag = invite.header("From").split("tag=")[1]
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    wire.bind(("127.0.0.1", 0))
    wire.settimeout(5)
    contact = f"sip:ann@127.0.0.1:{wire.getsockname()[1]}"
    wire.sendto(answer(invite, invite.header("From").replace(tag, tag[:-3] + "abc"), contact), ("127.0.0.1", s.center.sip_port))
    wire.sendto(answer(invite, invite.header("From"), contact), ("127.0.0.1", s.center.sip_port))
    seen = [wire.recvfrom(65535)[0].decode().split()[0] for _ in range(2)]
    s.check("what the agent hears, once", sorted(seen), ["ACK", "BYE"])
    s.check("stuck agents", s.states()["ann"], "free")


def answer(invite, sender: str, contact: str) -> bytes:
    lines = ["SIP/2.0 200 OK", f"Via: {invite.header('Via')}", f"From: {sender}", f"To: {invite.header('To')};tag=ann-1",
             f"Call-ID: {invite.header('Call-ID')}", f"CSeq: {invite.header('CSeq')}", f"Contact: <{contact}>", "Content-Type: application/sdp"]
    body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n"
    return ("\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])).encode()
