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
    private final String tag;

    /** Asks {@code calls} about new calls; repeats of what is in {@code transactions} always pass; {@code tag} is that of refusals. */
    RequestScreen(NewCallScreen calls, Transactions transactions, int largestBody, String tag) {
        this.tag = tag;
        this.calls = calls;
        this.transactions = transactions;
        this.largestBody = largestBody;
    }

    /** A call must be able to end: the body of a BYE or CANCEL is let go instead. */
    private NewCallScreen.Verdict tooLarge(SIPRequest request) {
        return switch (request.getMethod()) {
            case "ACK" -> NewCallScreen.Verdict.DROPPED;
            case "BYE", "CANCEL" -> {
                request.removeContent();
                yield NewCallScreen.Verdict.TAKEN;
            }
            default -> NewCallScreen.Verdict.refused(SipResponse.of(Response.REQUEST_ENTITY_TOO_LARGE, "", tag));
        };
    }

    /** What becomes of a request that waited so many milliseconds to be read. */
    NewCallScreen.Verdict verdict(SIPRequest request, long waited) {
        byte[] body = request.getRawContent();
        if (body != null && body.length > largestBody) {
            return tooLarge(request);
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
