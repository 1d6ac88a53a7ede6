package io.callcenter.phone;

import io.callcenter.b2b.FreshNames;
import io.callcenter.sip.stack.SipStack;

/**
 * What every call of a peer uses.
 *
 * @param stack transactions
 * @param names tags, branches, Call-IDs
 * @param lane the thread of the phones
 * @param product User-Agent and Server
 */
public record Wire(SipStack stack, FreshNames names, PhoneThread lane, String product) {}
