# SPDX-License-Identifier: Apache-2.0
"""An agent for both: during a chat he gets no audio call, during a call no chat; freed, the waiting audio call comes first."""
from sipp import CHAT


def story(s):
    music = s.peer("music")
    words = s.peer("words", media=CHAT)
    voice = s.peer("voice", calls=2, talk=1500)
    text = s.peer("text", calls=1, media=CHAT, talk=1500)
    s.flow("calls", message_queue=music.uri)
    s.flow("chats", message_queue=words.uri)
    s.agent("ann", location=voice.uri, msrp_location=text.uri, wrapup_time=2)
    s.start()
    s.caller("1001", "calls")
    s.until("agent in a call", lambda: s.states()["ann"], "incall")
    s.caller("chatter", "chats", media=CHAT)
    s.until("chat waits", s.queue, ["chatter"])
    s.caller("1002", "calls")
    s.until("audio waits behind", s.queue, ["chatter", "1002"])
    s.until("all served", s.calls, [], 30)
    s.finish()
    s.cdrs({"caller": "1001", "media": 1, "call_type": 0}, {"caller": "1002", "media": 1, "call_type": 0},
           {"caller": "chatter", "media": 2, "call_type": 0})
