package io.callcenter.b2b;

/** What a call's legs can be told: what SIP brought, or what the contact center wants. */
public sealed interface LegInput permits SipEvent, CallOrder {}
