package io.callcenter.plain;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;

/** {@link SipEvent} in plain words; see {@link Plain}. */
public sealed interface PlainEvent {
    record RequestIn(String transaction, PlainRequest request, Hop hop) implements PlainEvent {}

    record CancelIn(String transaction, PlainRequest cancel, String inviteTransaction) implements PlainEvent {}

    record ResponseIn(String branch, boolean matched, PlainResponse response, Hop hop) implements PlainEvent {}

    record Unanswered(String branch, int code) implements PlainEvent {}

    record Unsent(String branch, SipEvent.Why why) implements PlainEvent {}

    record LinkGone(String transport, String remoteHost, int remotePort) implements PlainEvent {}

    record Saved(long token, boolean ok) implements PlainEvent {}

    record Wake() implements PlainEvent {}
}
