# SPDX-License-Identifier: Apache-2.0
"""A YAML file in ./routes chooses another flow by the caller's number and receives the agents' reports; nothing else is touched."""

ROUTES = """
- route:
    id: german-callers
    description: Sends callers with a German number to the flow vip
    from:
      uri: direct:hook-choose-flow
      steps:
        - filter:
            expression:
              simple: "${header.SipFromUser} startsWith '+49'"
            steps:
              - setHeader:
                  name: CcFlow
                  expression:
                    constant: vip
- route:
    id: note-agents
    description: Writes every agent report into a file
    from:
      uri: jms:topic:cc.events
      parameters:
        selector: "event = 'E_CALLCENTER_AGENT_REPORT'"
      steps:
        - to:
            uri: file:reports
            parameters:
              fileName: agents.txt
              fileExist: Append
              appendChars: "\\n"
"""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann")
    bea = s.peer("bea")
    s.flow("sales", message_queue=music.uri)
    s.flow("vip", message_queue=music.uri, skill="important")
    s.agent("ann", location=ann.uri)
    s.agent("bea", location=bea.uri, skills="important")
    (s.folder / "routes").mkdir()
    (s.folder / "routes" / "vip.yaml").write_text(ROUTES)
    s.start()
    german = s.caller("+491234", "sales", talk=1000)
    s.until("important agent in a call", lambda: s.states()["bea"], "incall")
    other = s.caller("1002", "sales", talk=1000)
    s.until("other agent in a call", lambda: s.states()["ann"], "incall")
    notes = s.folder / "reports" / "agents.txt"
    s.until("reports in the file", lambda: notes.exists() and notes.read_text().count('"wrapup"') >= 2, True)
    s.finish()
    s.ladder(german, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.ladder(other, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.cdrs({"caller": "+491234", "flow_id": "vip", "agent_id": "bea", "call_type": 0},
           {"caller": "1002", "flow_id": "sales", "agent_id": "ann", "call_type": 0}, order="caller")
