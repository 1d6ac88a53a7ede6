package io.callcenter.sip;

import io.callcenter.b2b.SipEvent;
import java.util.Optional;

/**
 * What an attempt to send came to.
 *
 * @param why empty when bytes may have left
 * @param detail the cause for the log
 */
record SendFailure(Optional<SipEvent.Why> why, String detail) {
    static SendFailure of(SipEvent.Why why, String detail) {
        return new SendFailure(Optional.of(why), detail);
    }
}
