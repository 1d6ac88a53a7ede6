package io.callcenter.ha;

import java.io.IOException;

/** What members share is in a format that this version does not know; the message says so to an operator. */
public final class UnknownFormat extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownFormat(String message) {
        super(message);
    }
}
