# SPDX-License-Identifier: Apache-2.0
"""Routes are changed again and again under 50 calls a second, broken ones between: no call fails, and each change takes effect."""
from collections import Counter

CALLS = 560

HOOK = """
- route:
    id: swap-choose
    description: Version VERSION
    from:
      uri: direct:hook-choose-flow
      steps:
        - setHeader:
            name: CcFlow
            expression:
              constant: sales
        - setHeader:
            name: CcParam
            expression:
              constant: version-VERSION
"""

EFFECT = """
- route:
    id: effects-write-cdr
    description: Writes a call detail record, version VERSION
    routeConfigurationId: effect
    from:
      uri: direct:effect-write-cdr
      steps:
        - bean:
            ref: outbox
            method: append
"""


def story(s):
    music = s.peer("music", calls=None, limit=200)
    agents = s.peer("agents", calls=None, limit=200)
    s.flow("sales", message_queue=music.uri)
    for n in range(300):
        s.agent(f"a{n}", location=agents.uri)
    routes = s.folder / "routes"
    routes.mkdir()
    s.start({"cc.routes.reload": "true", "cc.wrapup-time": "0", "cc.overload.lane-delay": "10s"})

    def write(name: str, text: str):
        (routes / f".{name}").write_text(text)
        (routes / f".{name}").replace(routes / name)

    def said(text: str) -> int:
        return (s.folder / "center.log").read_text().count(text)

    warm_up = s.caller("warm-up", "sales", calls=60, rate=10, talk=1500, limit=60)
    s.until("the first calls are over", lambda: warm_up.over, True, 60)
    callers = s.caller("callers", "sales", calls=CALLS - 60, rate=50, talk=1500, limit=120)
    version = 0
    while not callers.over:
        version += 1
        write("hook.yaml", HOOK.replace("VERSION", str(version)))
        write("effect.yaml", EFFECT.replace("VERSION", str(version)))
        s.until("both are in", lambda: min(said("hook.yaml: swap-choose"), said("effect.yaml: effects-write-cdr")) >= version, True)
        if version == 3:
            write("hook.yaml", "- route:\n    id: swap-choose\n    from: {uri: direct:hook-choose-flow, steps: [{to: nonsense:x}]}\n")
            s.until("an endpoint that does not exist is named", lambda: said("nonsense"), lambda times: times >= 1)
        if version == 4:
            write("hook.yaml", "- route: [")
            s.until("broken syntax is named", lambda: said("keeping the current routes"), lambda times: times >= 2)
        if version == 5:
            (routes / "effect.yaml").unlink()
            s.until("the built-in one is back", lambda: said("effect.yaml is gone: effects-write-cdr"), 1)
    s.check("changes while calls came", version, lambda n: n >= 5)
    s.finish(120)
    # On a busy machine an answer to a BYE comes twice, which SIPp takes for a failure. What counts is what the callers saw.
    s.troubles = [trouble for trouble in s.troubles if ": SIPp ended with 1:" not in trouble]
    seen = Counter(" ".join(call.tokens[:7]) for call in callers.dialogs())
    s.check("what the callers saw", dict(seen), {">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE": CALLS - 60})
    s.check("failed calls", s.sql("SELECT COUNT(*) AS n FROM cc_cdrs WHERE call_type <> 0"), [{"n": 0}])
    s.check("records", s.sql("SELECT COUNT(*) AS n FROM cc_cdrs"), [{"n": CALLS}])
