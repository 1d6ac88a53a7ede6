package io.callcenter.sip.stack;

import io.callcenter.b2b.SipEvent;

/**
 * Why a request did not leave.
 *
 * @param detail the cause for the log
 */
record SendFailure(SipEvent.Why why, String detail) {}
