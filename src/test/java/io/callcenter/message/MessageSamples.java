package io.callcenter.message;

import java.nio.charset.StandardCharsets;

/** Messages as peers send them, and the door that reads them. */
final class MessageSamples {
    static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.5\r\ns=-\r\nc=IN IP4 192.0.2.5\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    private static final MessageIntake DOOR = new MessageIntake(Limits.USUAL);

    private MessageSamples() {}

    /** An INVITE with a session description. */
    static String invite() {
        return String.join(
                "\r\n",
                "INVITE sip:support@192.0.2.1 SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKabc;rport",
                "Max-Forwards: 70",
                "From: \"Ann\" <sip:ann@192.0.2.5>;tag=f1",
                "To: <sip:support@192.0.2.1>",
                "Call-ID: c1@192.0.2.5",
                "CSeq: 1 INVITE",
                "Contact: <sip:ann@192.0.2.5:5062>",
                "Content-Type: application/sdp",
                "Content-Length: " + SDP.length(),
                "",
                SDP);
    }

    /** The 200 to that INVITE. */
    static String ok() {
        return String.join(
                "\r\n",
                "SIP/2.0 200 OK",
                "Via: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKabc;received=192.0.2.5;rport=5062",
                "From: \"Ann\" <sip:ann@192.0.2.5>;tag=f1",
                "To: <sip:support@192.0.2.1>;tag=t1",
                "Call-ID: c1@192.0.2.5",
                "CSeq: 1 INVITE",
                "Contact: <sip:bob@192.0.2.1>",
                "Content-Type: application/sdp",
                "Content-Length: " + SDP.length(),
                "",
                SDP);
    }

    /** A request without body. */
    static String request(String method) {
        return String.join(
                "\r\n",
                method + " sip:support@192.0.2.1 SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKdef;rport",
                "Max-Forwards: 70",
                "From: \"Ann\" <sip:ann@192.0.2.5>;tag=f1",
                "To: <sip:support@192.0.2.1>;tag=t1",
                "Call-ID: c1@192.0.2.5",
                "CSeq: 2 " + method,
                "Content-Length: 0",
                "",
                "");
    }

    /** A message with one more line behind its start line. */
    static String with(String message, String line) {
        return message.replaceFirst("\r\n", "\r\n" + java.util.regex.Matcher.quoteReplacement(line) + "\r\n");
    }

    /** A message with another field of that name, the first one. */
    static String set(String message, String name, String value) {
        return message.replaceFirst(
                "(?m)^" + name + ":.*$", java.util.regex.Matcher.quoteReplacement(name + ": " + value));
    }

    /** A message without that field. */
    static String without(String message, String name) {
        return message.replaceFirst("(?m)^" + name + ":.*\\R", "");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static IntakeResult read(String text) {
        return DOOR.read(bytes(text), Carrier.DATAGRAM);
    }

    static IntakeResult read(byte[] bytes) {
        return DOOR.read(bytes, Carrier.DATAGRAM);
    }

    static Request request(byte[] bytes) {
        return (Request) taken(read(bytes));
    }

    static Message taken(IntakeResult entry) {
        if (entry instanceof IntakeResult.Taken taken) {
            return taken.message();
        }
        throw new AssertionError("not taken: " + entry);
    }

    static Request requestOf(String text) {
        return (Request) taken(read(text));
    }

    static Response responseOf(String text) {
        return (Response) taken(read(text));
    }

    /** The reaction of the door in one word: taken, a code, or dropped. */
    static String reaction(IntakeResult entry) {
        if (entry instanceof IntakeResult.Answer answer) {
            return Integer.toString(answer.code());
        }
        return entry instanceof IntakeResult.Taken ? "taken" : "dropped";
    }

    static String text(Draft draft) {
        return new String(draft.bytes(), StandardCharsets.UTF_8);
    }
}
