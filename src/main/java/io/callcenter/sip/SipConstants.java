package io.callcenter.sip;

import org.apache.camel.spi.Metadata;

/** Names of the headers of {@code sip:} (docs/design/interfaces.md 5). */
public final class SipConstants {
    /** The call, in every exchange. */
    @Metadata(description = "The call", javaType = "String", important = true)
    public static final String CALL_ID = "CcCallId";

    /** What the legs of the call are in: {@code arrived}, {@code connected}, {@code leaving}, {@code ended}. */
    @Metadata(description = "events: what the call is in: arrived, connected, leaving, ended", javaType = "String")
    public static final String STATE = "CcState";

    /** Name of the fact. */
    @Metadata(description = "events: name of the fact, such as Connected", javaType = "String")
    public static final String EVENT = "SipEvent";

    /** Call-ID of the caller's INVITE. */
    @Metadata(description = "invite: Call-ID of the INVITE", javaType = "String")
    public static final String SIP_CALL_ID = "SipCallId";

    /** User part of the caller's URI, unescaped. */
    @Metadata(
            description =
                    "invite: user part of the caller's URI: of P-Asserted-Identity from a source in cc.sip.identity-from, else of From",
            javaType = "String")
    public static final String FROM_USER = "SipFromUser";

    /** The caller's display name. */
    @Metadata(description = "invite: the caller's display name", javaType = "String")
    public static final String FROM_DISPLAY = "SipFromDisplay";

    /** The caller's URI. */
    @Metadata(description = "invite: the caller's URI", javaType = "String")
    public static final String FROM_URI = "SipFromUri";

    /** What the caller asked for in Privacy header fields. */
    @Metadata(
            description =
                    "invite: values of the Privacy header fields, separated by commas; missing where there are none",
            javaType = "String")
    public static final String PRIVACY = "SipPrivacy";

    /** Whether the caller stays unknown. */
    @Metadata(
            description = "invite: true where the caller asked to stay unknown and cc.privacy is hide; else missing",
            javaType = "Boolean")
    public static final String PRIVATE = "SipPrivate";

    /** To URI. */
    @Metadata(description = "invite: To URI", javaType = "String")
    public static final String TO_URI = "SipToUri";

    /** Request-URI. */
    @Metadata(description = "invite: Request-URI", javaType = "String")
    public static final String REQUEST_URI = "SipRequestUri";

    /** User part of the Request-URI, unescaped. */
    @Metadata(description = "invite: user part of the Request-URI", javaType = "String")
    public static final String REQUEST_USER = "SipRequestUser";

    /** Address that the INVITE came from. */
    @Metadata(description = "invite: address that the INVITE came from", javaType = "String")
    public static final String SOURCE_ADDRESS = "SipSourceAddress";

    /** Transport that the INVITE came by. */
    @Metadata(description = "invite: transport that the INVITE came by: udp, tcp or tls", javaType = "String")
    public static final String TRANSPORT = "SipTransport";

    /** Final code for a caller. */
    @Metadata(
            description =
                    "refuse: the code, 400 to 699, or 300 to 399 with SipRedirect; afterwards, for probe: that of the answer, 0 where there was none",
            javaType = "Integer")
    public static final String STATUS = "SipStatus";

    /** Where a caller who is sent on shall call. */
    @Metadata(
            description = "refuse: SIP URI that the caller shall call instead, with SipStatus 300 to 399",
            javaType = "String")
    public static final String REDIRECT = "SipRedirect";

    /** Reason phrase. */
    @Metadata(description = "refuse, end: the reason, where the usual one does not do", javaType = "String")
    public static final String REASON = "SipReason";

    /** Leg of an order. */
    @Metadata(description = "connect, drop: id of the leg, chosen by the sender", javaType = "String")
    public static final String LEG = "SipLeg";

    /** URI to dial. */
    @Metadata(description = "connect, probe: SIP URI to dial or to ask", javaType = "String")
    public static final String DESTINATION = "SipDestination";

    /** Purpose of a leg. */
    @Metadata(
            description = "connect: AGENT or ANNOUNCEMENT",
            javaType = "String",
            defaultValue = "ANNOUNCEMENT",
            enums = "AGENT,ANNOUNCEMENT")
    public static final String PURPOSE = "SipPurpose";

    /** From display name of a leg. */
    @Metadata(description = "connect: display name of the From header", javaType = "String")
    public static final String DISPLAY = "SipDisplay";

    /** Beginning of the names of foreign header fields: {@code SipHeader.X-Customer}. */
    @Metadata(
            description =
                    "Beginning of the names of SIP header fields: in invite those named in cc.sip.headers, in connect and "
                            + "refuse those that go into the message",
            javaType = "String")
    public static final String HEADER_PREFIX = "SipHeader.";

    /** Exchange property: the foreign fields that came with the INVITE, so that a refusal does not send them back. */
    static final String HEADERS_IN = "SipHeadersIn";

    private SipConstants() {}
}
