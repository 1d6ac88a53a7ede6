package io.callcenter.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import javax.sip.SipException;

/** What a response repeats of its request (RFC 3261 §8.2.6.2). The headers are shared with the request and never changed. */
record RequestHead(ViaList vias, From from, To to, CallID callId, CSeq cseq) {
    static RequestHead of(SIPRequest request) {
        return new RequestHead(
                request.getViaHeaders(),
                (From) request.getFrom(),
                (To) request.getTo(),
                (CallID) request.getCallId(),
                (CSeq) request.getCSeq());
    }

    /** Adds them to a response; the tag goes into its To where that has none. */
    void into(SIPResponse response, String tag) throws ParseException, SipException {
        response.attachHeader(vias, false);
        response.attachHeader(from, false);
        response.attachHeader(tagged(tag), false);
        response.attachHeader(callId, false);
        response.attachHeader(cseq, false);
    }

    private To tagged(String tag) throws ParseException {
        if (tag.isEmpty() || to.hasTag()) {
            return to;
        }
        To answering = (To) to.clone();
        answering.setTag(tag);
        return answering;
    }
}
