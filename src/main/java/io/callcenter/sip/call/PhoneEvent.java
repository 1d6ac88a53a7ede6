package io.callcenter.sip.call;

/** Event packages that tell of an address whether a phone is there, or whether it is in a call. */
public enum PhoneEvent {
    /** Registrations (RFC 3680): a phone is there as long as a contact is registered. */
    REG("reg", "application/reginfo+xml"),
    /** Dialogs (RFC 4235): a phone is free as long as it has no call but ours. */
    DIALOG("dialog", "application/dialog-info+xml");

    private final String token;
    private final String type;

    PhoneEvent(String token, String type) {
        this.token = token;
        this.type = type;
    }

    /** What Event says. */
    String token() {
        return token;
    }

    /** The Content-Type of its documents. */
    String type() {
        return type;
    }
}
