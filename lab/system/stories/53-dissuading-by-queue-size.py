# SPDX-License-Identifier: Apache-2.0
"""Dissuading by queue size: with two waiting, the third hears the message and comes back behind them."""


def story(s):
    music = s.peer("music", calls=3)
    message = s.peer("message", talk=2000)
    s.flow("sales", message_queue=music.uri, message_dissuading=message.uri, dissuading_qsize_th=2)
    s.never_free()
    s.start()
    for number in ("1001", "1002"):
        s.caller(number, "sales", talk=10000)
        s.until(f"{number} in line", s.queue, lambda line, it=number: it in line)
    third = s.caller("1003", "sales", talk=5000)
    s.until("third is dissuaded", s.calls, ["dissuading1", "queued", "queued"])
    s.check("line without him", s.queue(), ["1001", "1002"])
    s.until("third in line", s.queue, ["1001", "1002", "1003"])
    s.finish(40)
    s.ladder(third, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.cdrs(*[{"call_type": 1, "fstats": 9}] * 3)
    s.call_reports("queued", "queued", "dissuading1", "queued", "ended:abandoned", "ended:abandoned", "ended:abandoned")
