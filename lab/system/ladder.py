# SPDX-License-Identifier: Apache-2.0
"""What must be true of the messages of every story, and how one call's messages are compared with a drawn ladder."""
import re

from sipp import Call, Peer


def differs(tokens: list[str], drawn: str) -> str:
    """Empty where the messages are those that are drawn; a drawn token with a question mark may be missing."""
    position = 0
    for wanted in drawn.split():
        optional = wanted.endswith("?")
        wanted = wanted.removesuffix("?")
        if position < len(tokens) and tokens[position] == wanted:
            position += 1
        elif not optional:
            seen = tokens[position] if position < len(tokens) else "the end"
            return f"expected {wanted} but saw {seen} after {' '.join(tokens[:position])}; all: {' '.join(tokens)}"
    return "" if position == len(tokens) else f"not expected: {' '.join(tokens[position:])} after {' '.join(tokens[:position])}"


def with_losses(drawn: str) -> str:
    """The same where datagrams may be lost: a provisional answer is never sent again, so that none need arrive, and one may come late."""
    tokens = [token if token.endswith("?") or not re.match(r"<1\d\d", token) else token + "?" for token in drawn.split()]
    return " ".join(tokens)


def broken_rules(peer: Peer, left_open: bool = False, crashed: bool = False) -> list[str]:
    """The rules that hold for every dialog of ours, whatever the story tells; after a crash versions may leave numbers out."""
    return [f"{peer.name}: {trouble}" for call in peer.dialogs() for trouble in (
        *origin(call, crashed), *finals(call, crashed), *numbers(call), *addresses(call), *([] if left_open else ends(call, crashed)))]


def ours(call: Call):
    return [message for message in call.messages if not message.sent]


def origin(call: Call, gaps: bool = False) -> list[str]:
    """Our o= line keeps its id in a dialog; its version starts at 1 and rises by one exactly when the rest changed (RFC 3264 8)."""
    troubles, last_id, last_version, last_rest, shown = [], None, 0, None, set()
    for message in ours(call):
        lines = message.body.split("\r\n")
        mine = [line for line in lines if line.startswith("o=")]
        if not mine:
            continue
        tag = message.header("To" if not message.is_request else "From")
        _, number, version, *_ = mine[0][2:].split()
        rest = [line for line in lines if not line.startswith("o=")]
        expected = last_version if rest == last_rest else last_version + 1
        if last_id not in (None, number) and tag in shown:
            troubles.append(f"the id of our o= line changed from {last_id} to {number}")
        elif last_id == number and int(version) != expected and not (gaps and int(version) > expected):
            troubles.append(f"version {version} of our o= line where {expected} is due")
        last_id, last_version, last_rest = number, int(version), rest
        shown.add(tag)
    return troubles


def finals(call: Call, crashed: bool = False) -> list[str]:
    """Every INVITE gets one final answer, and every final answer of it an ACK. In the test of crashes one of ours may be asked anew instead,
    acknowledged twice, or cross the peer's BYE and get none."""
    troubles = []
    highest = max((int(m.header("CSeq").split()[0]) for m in ours(call) if m.is_request and m.method == "INVITE"), default=0)
    for sent in (True, False):
        for invite in [m for m in call.messages if m.sent == sent and m.is_request and m.method == "INVITE"]:
            number = invite.header("CSeq").split()[0]
            final = [m for m in call.messages if m.sent != sent and m.status >= 200 and m.header("CSeq") == f"{number} INVITE"]
            ack = [m for m in call.messages if m.sent == sent and m.is_request and m.header("CSeq") == f"{number} ACK"]
            who = "its" if sent else "our"
            hung_up = any(m.sent and m.is_request and m.method == "BYE" and m.time <= invite.time for m in call.messages)
            if crashed and not sent and not final and (hung_up or int(number) < highest):
                continue
            if len(final) != 1:
                troubles.append(f"{who} INVITE {number} got {len(final)} final answers")
            if len(ack) != len(final) and not (crashed and not sent and len(ack) > len(final)):
                troubles.append(f"{who} INVITE {number} got {len(final)} final answers and {len(ack)} ACKs")
    return troubles


def numbers(call: Call) -> list[str]:
    """Our CSeq rises with every request of a dialog."""
    ours_in_order = [int(m.header("CSeq").split()[0]) for m in ours(call) if m.is_request and m.method not in ("ACK", "CANCEL")]
    return [] if ours_in_order == sorted(set(ours_in_order)) else [f"our CSeq does not rise: {ours_in_order}"]


def addresses(call: Call) -> list[str]:
    return ["a message of ours names 0.0.0.0" for m in ours(call) if "0.0.0.0" in m.text.split("\r\n\r\n")[0]][:1]


def ends(call: Call, crashed: bool = False) -> list[str]:
    """Who answered an INVITE is told good-bye, once; by the next process once more where the first BYE was not answered before a crash."""
    answered = any(m.status // 100 == 2 and m.method == "INVITE" for m in call.messages)
    byes = [m for m in call.messages if m.is_request and m.method == "BYE"]
    if answered and not byes:
        return [f"no BYE in {' '.join(call.tokens)}"]
    mine = [m.header("CSeq") for m in byes if not m.sent]
    done = [number for number in mine if any(m.sent and m.status and m.header("CSeq") == number for m in call.messages)]
    return ["more than one BYE of ours"] if len(done if crashed else mine) > 1 else []
