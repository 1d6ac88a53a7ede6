package io.callcenter.sip;

import io.callcenter.b2b.Names;

/** Which SIP stack is used: {@code -Dsip.stack=loop} takes the event loops; without it JAIN-SIP's. */
public final class Stacks {
    private static final String PROPERTY = "sip.stack";

    private Stacks() {}

    /** A stack that is not started yet, as {@link JainStack#open} and {@link LoopStack#open} make them. */
    public static SipStack open(SipSettings settings, Names names) {
        return System.getProperty(PROPERTY, "jain").equals("loop")
                ? LoopStack.open(settings, names)
                : JainStack.open(settings, names);
    }
}
