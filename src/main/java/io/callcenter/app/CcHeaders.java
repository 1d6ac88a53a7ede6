package io.callcenter.app;

/** Names of the headers between routes (docs/design/interfaces.md 5). */
final class CcHeaders {
    static final String CALL_ID = "CcCallId";
    static final String FLOW = "CcFlow";
    static final String PARAM = "CcParam";
    static final String MEDIA = "CcMedia";
    static final String AGENT = "CcAgent";
    static final String STATE = "CcState";
    static final String RETURN_CODE = "CcReturnCode";
    static final String OVERLOAD = "CcOverload";
    static final String FROM_USER = "SipFromUser";
    static final String FROM_DISPLAY = "SipFromDisplay";
    static final String FROM_URI = "SipFromUri";
    static final String PRIVACY = "SipPrivacy";
    static final String PRIVATE = "SipPrivate";
    static final String SOURCE = "SipSourceAddress";
    static final String DESTINATION = "SipDestination";
    static final String KIND = "CcKind";
    static final String TARGET = "CcTarget";
    static final String TARGET_KIND = "CcTargetKind";
    static final String PLACE = "CcPlace";
    static final String REFUSE = "CcRefuse";
    static final String REFER_TO = "SipReferTo";
    static final String REFERRED_BY = "SipReferredBy";
    /** Beginning of the names of foreign SIP header fields. */
    static final String FIELD = "SipHeader.";

    static final String STATUS = "SipStatus";

    /** Begins names of texts that are shown with a call. */
    static final String SHOW = "CcShow.";

    private CcHeaders() {}
}
