package io.callcenter.plain;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import io.callcenter.ids.CallId;

/** {@link SipOrder} in plain words; see {@link Plain}. */
public sealed interface PlainOrder {
    record Send(PlainRequest request, Hop hop) implements PlainOrder {}

    record SendAck(PlainRequest ack, Hop hop) implements PlainOrder {}

    record Cancel(PlainRequest invite, Hop hop, String reason) implements PlainOrder {}

    record EndTransaction(String branch) implements PlainOrder {}

    record Respond(String transaction, PlainResponse response) implements PlainOrder {}

    record RespondAnew(PlainRequest invite, PlainResponse response, Hop hop) implements PlainOrder {}

    record Bind(String sipCallId, String ourTag) implements PlainOrder {}

    record Unbind(String sipCallId, String ourTag) implements PlainOrder {}

    record Save(SavedLegs saved, boolean waited, long token) implements PlainOrder {}

    record HandOver(CallOrder order) implements PlainOrder {}

    record Forget(CallId call) implements PlainOrder {}
}
