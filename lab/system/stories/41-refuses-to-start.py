# SPDX-License-Identifier: Apache-2.0
"""A wrong property, a port that is taken, a broken route: one clear line, exit 2, nothing left behind."""
import socket


def story(s):
    s.prepare({})

    def refused(what: str, words: list[str], more: list[str]):
        result = s.center.run(*s.center.command("start", *more)[1:])
        lines = [line for line in (result.stderr + result.stdout).splitlines() if line.strip() and " INFO " not in line]
        s.check(f"exit code with {what}", result.returncode, 2)
        s.check(f"lines said with {what}", lines, lambda it: len(it) == 1 and all(word in it[0] for word in words))

    refused("an unknown property", ["cc.wrapup-tme", "cc.wrapup-time"], ["-p", "cc.wrapup-tme=5"])
    refused("a value out of range", ["cc.wrapup-time"], ["-p", "cc.wrapup-time=-5"])
    refused("a broken address of a database", ["cc.db.url"], ["-p", "cc.db.url=jdbc:nothing:here"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", s.center.sip_port))
        refused("a SIP port that is taken", [str(s.center.sip_port)], [])
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
        tcp.bind(("127.0.0.1", s.center.http_port))
        tcp.listen()
        refused("an HTTP port that is taken", [str(s.center.http_port)], [])
    (s.folder / "routes").mkdir()
    (s.folder / "routes" / "broken.yaml").write_text("- route:\n    from:\n      uri: nosuchcomponent:x\n      steps: []\n")
    refused("a broken route", ["broken.yaml"], [])
    (s.folder / "routes" / "broken.yaml").unlink()
    s.center.start()
    s.watch()
    s.finish()
