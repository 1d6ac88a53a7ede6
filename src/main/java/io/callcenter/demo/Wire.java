package io.callcenter.demo;

import io.callcenter.b2b.Names;
import io.callcenter.sip.SipStack;

/**
 * What every call of a peer uses.
 *
 * @param stack transactions
 * @param names tags, branches, Call-IDs
 * @param lane the thread of the phones
 * @param product User-Agent and Server
 */
record Wire(SipStack stack, Names names, Lane lane, String product) {}
