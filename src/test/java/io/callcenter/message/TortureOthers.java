package io.callcenter.message;

import static io.callcenter.message.Torture.of;

import java.util.List;

/** Messages with the traits of RFC 4475 §3.2 to §3.4: what transactions and applications decide is taken here. */
final class TortureOthers {
    private TortureOthers() {}

    private static String request(String start, String... lines) {
        return TortureMessages.usualRequest(start, lines);
    }

    static List<Torture> rows() {
        String invite = "INVITE sip:user@example.com SIP/2.0";
        String options = "OPTIONS sip:user@example.com SIP/2.0";
        String register = "REGISTER sip:example.com SIP/2.0";
        return List.of(
                of(
                        4475,
                        "badbranch",
                        "a branch of the cookie alone",
                        request(options, "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK"),
                        "taken"),
                of(4475, "insuf", "no Call-ID, From and To", request(invite, "!Call-ID\n!From\n!To"), "400"),
                of(
                        4475,
                        "unkscm",
                        "an unknown scheme in the Request-URI",
                        request("OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0"),
                        "taken"),
                of(
                        4475,
                        "novelsc",
                        "a known scheme that is not sip",
                        request("OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0"),
                        "taken"),
                of(
                        4475,
                        "unksm2",
                        "unknown schemes in To, From and Contact",
                        request(
                                register,
                                "To: isbn:2983792873",
                                "From: <http://www.example.com>;tag=3234233",
                                "Contact: <name:John_Smith>"),
                        "taken"),
                of(
                        4475,
                        "bext01",
                        "unknown extensions in Require",
                        request(
                                options,
                                "Require: nothingSupportsThis, nothingSupportsThisEither",
                                "Proxy-Require: noProxiesSupportThis"),
                        "taken"),
                of(
                        4475,
                        "invut",
                        "an unknown type of body",
                        request(invite, "Content-Type: application/unknownformat", "Content-Length: 8") + "<audio/>",
                        "taken"),
                of(
                        4475,
                        "regaut01",
                        "an unknown scheme of credentials",
                        request(register, "Authorization: NoOneKnowsThisScheme opaque-data=here"),
                        "taken"),
                of(
                        4475,
                        "multi01",
                        "several fields of headers that may stand once",
                        request(
                                invite,
                                "From: <sip:other@example.net>;tag=3413415",
                                "From: <sip:caller@example.com>;tag=33242",
                                "CSeq: 59 INVITE",
                                "CSeq: 5 INVITE",
                                "Call-ID: a",
                                "Call-ID: b"),
                        "400"),
                of(
                        4475,
                        "mcl01",
                        "two lengths that differ",
                        request(options, "Content-Length: 13", "Content-Length: 5") + "There's no way to know",
                        "400"),
                of(
                        4475,
                        "bcast",
                        "a response with a broadcast address in its second Via",
                        TortureMessages.response("SIP/2.0 200 OK")
                                .replace("From:", "Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23\nFrom:"),
                        "taken"),
                of(4475, "zeromf", "no hop left", request(options, "Max-Forwards: 0"), "taken"),
                of(
                        4475,
                        "cparam01",
                        "an unknown parameter of the Contact",
                        request(register, "Contact: sip:+19725552222@gw1.example.net;unknownparam"),
                        "taken"),
                of(
                        4475,
                        "cparam02",
                        "an unknown parameter of the Contact's URI",
                        request(register, "Contact: <sip:+19725552222@gw1.example.net;unknownparam>"),
                        "taken"),
                of(
                        4475,
                        "regescrt",
                        "headers in the Contact's URI",
                        request(register, "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>"),
                        "taken"),
                of(
                        4475,
                        "sdp01",
                        "a body that the sender does not accept itself",
                        request(invite, "Accept: text/nobodyKnowsThis", "Content-Type: text/plain", "Content-Length: 2")
                                + "hi",
                        "taken"),
                of(
                        4475,
                        "inv2543",
                        "an INVITE of RFC 2543, without a Contact: our requests would go astray",
                        TortureMessages.plain(
                                "INVITE sip:UserB@example.com SIP/2.0",
                                "Via: SIP/2.0/UDP iftgw.example.com",
                                "From: <sip:+13035551111@ift.client.example.net;user=phone>",
                                "Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>",
                                "To: sip:+16505552222@ss1.example.net;user=phone",
                                "Call-ID: inv2543.1717@ift.client.example.com",
                                "CSeq: 56 INVITE"),
                        "400"));
    }
}
