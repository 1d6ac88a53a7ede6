package io.callcenter.b2b;

import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import java.util.Objects;

/**
 * A request of ours.
 *
 * @param branch of the Via under which it goes: names the client transaction
 * @param draft all but the Via. Its Request-URI is the target, also where the first Route is a strict router (RFC 3261 §12.2.1.1): the stack puts the
 *     target behind that one
 */
public record OutgoingRequest(String branch, Draft draft) {
    /** Refuses nulls, and a response with {@link IllegalStateException}. */
    public OutgoingRequest {
        Objects.requireNonNull(branch);
        draft.addressing();
    }

    /** Its Call-ID. */
    public String callId() {
        return draft.addressing().callId().text();
    }

    /** Its number. */
    public long number() {
        return draft.addressing().cseq().number();
    }

    /** Whether it begins a dialog: its To has no tag. */
    public boolean begins() {
        return draft.addressing().to().tag().isEmpty();
    }

    /**
     * The CANCEL of this INVITE (RFC 3261 §9.1).
     *
     * @param reason value of a Reason, empty = without
     */
    public Draft cancel(String reason) {
        Draft cancel = hopByHop(Methods.CANCEL, draft.addressing().to().tag());
        return reason.isEmpty() ? cancel : cancel.with(HeaderName.REASON, reason);
    }

    /** The ACK of this INVITE for a refusal (RFC 3261 §17.1.1.3). */
    public OutgoingRequest ackOf(Response refusal) {
        return new OutgoingRequest(branch, hopByHop(Methods.ACK, refusal.to().tag()));
    }

    private Draft hopByHop(Token method, Tag tag) {
        Addressing ours = draft.addressing();
        CSeq cseq = new CSeq(number(), method);
        Draft request =
                Draft.request(draft.uri(), new Addressing(ours.from(), ours.to().withTag(tag), ours.callId(), cseq));
        for (FieldValue route : draft.values(HeaderName.ROUTE)) {
            request = request.with(HeaderName.ROUTE, route);
        }
        return request;
    }
}
