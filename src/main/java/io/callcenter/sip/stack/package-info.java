/**
 * SIP without calls: transactions on event loops, addresses, digest, names, limits of sources, behind {@code SipStack}.
 *
 * <p>For the calls of {@code sip}, and for the phones of the demo.
 *
 * <p>Messages of peers in, events of {@code b2b} out; orders in, messages out.
 */
package io.callcenter.sip.stack;
