package io.callcenter.sip;

import gov.nist.javax.sip.message.SIPRequest;
import io.callcenter.b2b.SipResponse;
import io.callcenter.transport.Literals;
import java.time.Duration;
import javax.sip.message.Response;

/** What is said of a request before the stack makes a transaction for it: whether it is too large, and whether a new call is taken. */
final class RequestScreen {
    private final NewCallScreen calls;
    private final Transactions transactions;
    private final int largestBody;

    /** Asks {@code calls} about new calls; repeats of what is in {@code transactions} always pass. */
    RequestScreen(NewCallScreen calls, Transactions transactions, int largestBody) {
        this.calls = calls;
        this.transactions = transactions;
        this.largestBody = largestBody;
    }

    /** What becomes of a request that waited so many milliseconds to be read. */
    NewCallScreen.Verdict verdict(SIPRequest request, long waited) {
        byte[] body = request.getRawContent();
        if (body != null && body.length > largestBody) {
            return request.getMethod().equals("ACK")
                    ? NewCallScreen.Verdict.DROPPED
                    : NewCallScreen.Verdict.refused(SipResponse.of(Response.REQUEST_ENTITY_TOO_LARGE, "", ""));
        }
        boolean fresh = request.getMethod().equals("INVITE")
                && request.getToTag() == null
                && request.getFromTag() != null
                && transactions.server(ServerSide.name(request, "INVITE")).isEmpty();
        return fresh
                ? calls.of(new NewCallScreen.NewCall(
                        request.getCallId().getCallId(),
                        request.getFromTag(),
                        Literals.text(request.getPeerPacketSourceAddress()),
                        Duration.ofMillis(waited)))
                : NewCallScreen.Verdict.TAKEN;
    }
}
