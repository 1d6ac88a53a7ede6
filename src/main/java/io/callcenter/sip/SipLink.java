package io.callcenter.sip;

import javax.sip.SipProvider;

/**
 * What both directions of one stack share.
 *
 * @param provider the stack's door
 * @param warnings says what went wrong with peers
 * @param t1Millis RFC 3261 T1
 */
record SipLink(
        SipProvider provider,
        Transactions transactions,
        LocalAddresses addresses,
        Ports ports,
        SipCounters counters,
        PeerWarnings warnings,
        int t1Millis) {}
