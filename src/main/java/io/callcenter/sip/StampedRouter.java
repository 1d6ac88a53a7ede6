package io.callcenter.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Collections;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/** Sends every request where we wrote on it that it goes: the address was found before, off the stack's threads. */
final class StampedRouter implements Router {
    static void stamp(SIPRequest request, StackHop hop) {
        request.setApplicationData(hop);
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        if (request instanceof SIPRequest ours && ours.getApplicationData() instanceof StackHop hop) {
            return hop;
        }
        throw new SipException("no hop for " + request.getMethod());
    }

    @Override
    public Hop getOutboundProxy() {
        return null;
    }

    @Override
    @Deprecated
    public ListIterator<?> getNextHops(Request request) {
        return Collections.emptyListIterator();
    }
}
