package io.callcenter.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.util.List;

/** Takes messages of our own through parser and encoder before the first call comes: cold, they cost four times as much. */
final class WarmUp {
    private static final int ROUNDS = 1_500;
    private static final long NANOS = 400_000_000L;

    private WarmUp() {}

    /** Takes less than half a second. */
    static void run() {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS && System.nanoTime() - start < NANOS; i++) {
            SIPRequest request = MessageText.request(sample(i), "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKw" + i);
            SipRequest seen = MessageView.request(request);
            String head =
                    request.getTopmostVia().encode() + request.getFrom() + request.getCallId() + request.getCSeq();
            SipResponse answer = SipResponse.of(200, "", "w" + i);
            SIPResponse response =
                    MessageText.response(answer, head, "<" + seen.to().uri() + ">");
            MessageView.response(response);
            response.encodeAsBytes("UDP");
            MessageCheck.scan(request.encodeAsBytes("UDP"));
        }
    }

    private static SipRequest sample(int number) {
        String sdp = "v=0\r\no=- 1 " + number + " IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 8 0\r\na=sendrecv\r\n";
        return new SipRequest(
                "INVITE",
                "sip:queue@192.0.2.2:5060",
                "warm-" + number,
                new NameAddress("Warm Up", "sip:caller@192.0.2.1", "f" + number),
                new NameAddress("", "sip:queue@192.0.2.2", ""),
                1,
                "z9hG4bKw" + number,
                "sip:caller@192.0.2.1:5060",
                List.of(),
                List.of(),
                70,
                Headers.NONE.with("User-Agent", "warm-up").with("Allow", "INVITE, ACK, CANCEL, BYE"),
                Body.sdp(sdp));
    }
}
