package io.callcenter.house.sample.app;

/** Reaches past the sip component. */
final class KnowsTheStack {

    void answer(javax.sip.SipProvider provider) {
        provider.removeSipListener(null);
    }
}
