package io.callcenter.message;

import static io.callcenter.message.Torture.of;

import java.util.List;

/** Messages with the traits of RFC 4475 §3.1.1, §3.1.2, §3.2 to §3.4 and of RFC 5118 §4. */
final class TortureMessages {
    private static final String SDP =
            "v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\nm=audio 4000 RTP/AVP 0\n";

    private TortureMessages() {}

    private static String message(String start, String... lines) {
        return start + "\n" + String.join("\n", lines) + "\n\n";
    }

    /** A request with the usual fields behind those lines, which take the place of the usual ones of their names. */
    private static String request(String start, String... lines) {
        String method = start.substring(0, start.indexOf(' '));
        StringBuilder text = new StringBuilder(start).append('\n');
        text.append(String.join("\n", lines)).append(lines.length == 0 ? "" : "\n");
        String own = "\n" + text;
        usual(text, own, "Via", "SIP/2.0/UDP t1.example.com;branch=z9hG4bKtort");
        usual(text, own, "Max-Forwards", "70");
        usual(text, own, "From", "<sip:caller@example.com>;tag=33242");
        usual(text, own, "To", "<sip:user@example.com>");
        usual(text, own, "Call-ID", "torture.abcd@example.com");
        usual(text, own, "CSeq", "8 " + method);
        usual(text, own, "Contact", "<sip:caller@host5.example.net>");
        usual(text, own, "Content-Length", "0");
        return text.append('\n').toString();
    }

    private static void usual(StringBuilder text, String own, String name, String value) {
        if (!own.contains("\n" + name + ":") && !own.contains("\n" + name + " ") && !own.contains("\n!" + name)) {
            text.append(name).append(": ").append(value).append('\n');
        }
        int marker = text.indexOf("!" + name + "\n");
        if (marker >= 0) {
            text.delete(marker, marker + name.length() + 2);
        }
    }

    static List<Torture> valid() {
        return List.of(
                of(4475, "wsinv", "blanks, folds, compact names, odd case, escapes everywhere", wsinv(), "taken"),
                of(4475, "intmeth", "the whole range of characters of tokens and users", intmeth(), "taken"),
                of(
                        4475,
                        "esc01",
                        "an escaped user part",
                        request(
                                "INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0",
                                "From: <sip:I%20have%20spaces@example.net>;tag=938"),
                        "taken"),
                of(
                        4475,
                        "escnull",
                        "escaped NULs in users",
                        request(
                                "REGISTER sip:example.com SIP/2.0",
                                "From: sip:null-%00-null@example.com;tag=839923423",
                                "To: sip:null-%00-null@example.com",
                                "Contact: <sip:%00@host5.example.com>",
                                "Contact: <sip:%00%00@host5.example.com>"),
                        "taken"),
                of(
                        4475,
                        "esc02",
                        "a percent sign where it is no escape",
                        request(
                                "RE%47IST%45R sip:registrar.example.com SIP/2.0",
                                "To: \"%Z%45\" <sip:resource@example.com>", "Contact: <sip:alias1@host1.example.com>"),
                        "taken"),
                of(
                        4475,
                        "lwsdisp",
                        "no blank between name and bracket",
                        request("OPTIONS sip:user@example.com SIP/2.0", "From: caller<sip:caller@example.com>;tag=323"),
                        "taken"),
                of(4475, "longreq", "long values, many Vias, many parameters", longreq(), "taken"),
                of(
                        4475,
                        "dblreq",
                        "a second request behind the first in one datagram",
                        request("REGISTER sip:example.com SIP/2.0", "Contact: sip:j.user@host.example.com")
                                + request("INVITE sip:joe@example.com SIP/2.0"),
                        "taken"),
                of(
                        4475,
                        "semiuri",
                        "semicolons with parameters in the user part",
                        request("OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0"),
                        "taken"),
                of(
                        4475,
                        "transports",
                        "known and unknown transports in Via",
                        request(
                                "OPTIONS sip:user@example.com SIP/2.0",
                                "Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw",
                                "Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf",
                                "Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj",
                                "Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en"),
                        "taken"),
                of(4475, "mpart01", "a body of several parts, one of them bytes", mpart01(), "taken"),
                of(
                        4475,
                        "unreason",
                        "a phrase in UTF-8 of three scripts",
                        response(
                                "SIP/2.0 200 = 2**3 * 5**2 \u00d0\u00bd\u00d0\u00be \u00d1\u0081\u00d1\u0082\u00d0\u00be"),
                        "taken"),
                of(4475, "noreason", "a response without phrase", response("SIP/2.0 100 "), "taken"));
    }

    private static String wsinv() {
        return message(
                "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0",
                "TO :",
                " sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n",
                "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>",
                "  ;",
                "  tag = 98asjd8",
                "MaX-fOrWaRdS: 0068",
                "Call-ID: wsinv.ndaksdj@192.0.2.1",
                "Content-Length   : 0",
                "cseq: 0009",
                "  INVITE",
                "Via  : SIP  /   2.0",
                " /UDP",
                "    192.0.2.2;branch=390skdjuw",
                "s :",
                "NewFangledHeader:   newfangled value",
                " continued newfangled value",
                "UnknownHeaderWithUnusualValue: ;;,,;;,;",
                "Content-Type: application/sdp",
                "Route:",
                " <sip:services.example.com;lr;unknownwith=value;unknown-no-value>",
                "v:  SIP  / 2.0  / TCP     spindle.example.com   ;",
                "  branch  =   z9hG4bK9ikj8  ,",
                " SIP  /    2.0   / UDP  192.168.255.111   ; branch=",
                " z9hG4bK30239",
                "Route: <sip:second.example.com;lr>",
                "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =",
                "      newvalue ;",
                "  secondparam ; q = 0.33");
    }

    private static String intmeth() {
        String method = "!interesting-Method0123456789_*+`.%indeed'~";
        return request(
                method
                        + " sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0",
                "To: \"BEL:\\\u0007 NUL:\\! DEL:\\~\" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>"
                        .replace("\\\u0007", "\\g"),
                "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"quoted\";tag=_token~1'+`*%!-.",
                "extensionHeader-!.%*+_`'~: bytes \u00ef\u00bb\u00bf\u00e5\u00a4\u00a7",
                "Content-Length: 0");
    }

    private static String longreq() {
        StringBuilder vias = new StringBuilder("Via: SIP/2.0/TCP sip33.example.com");
        for (int i = 34; i >= 14; i--) {
            vias.append("\nv: SIP/2.0/TCP sip")
                    .append(i)
                    .append(".example.com;branch=z9hG4bK")
                    .append(i);
        }
        String name = "I have a user name of extreme proportion ".repeat(8).strip();
        return request(
                "INVITE sip:user@example.com SIP/2.0",
                "To: \"" + name + "\"<sip:user@example.com:6000;unknownparam1=very" + "long".repeat(60)
                        + "value;longparam" + "name".repeat(40) + "=short>",
                "F: sip:" + "amazinglylongcallername".repeat(12) + "@example.net;tag=12" + "982".repeat(90) + "424",
                "!From",
                "Call-ID: longreq.one" + "really".repeat(40) + "longcallid",
                "CSeq: 3882340 INVITE",
                "Unknown-" + "Long".repeat(40) + "-Name: unknown-" + "long".repeat(40) + "-value",
                vias.toString());
    }

    private static String mpart01() {
        String body = "--7a9cbec02ceef655\nContent-Type: text/plain\n\nHello\n--7a9cbec02ceef655\n"
                + "Content-Type: application/octet-stream\n\n0\u0082\u0001R\u0006\t*\u0086H\u0086\u00f7\n--7a9cbec02ceef655--";
        return request(
                        "MESSAGE sip:kumiko@example.org SIP/2.0",
                        "Content-Type: multipart/mixed;boundary=7a9cbec02ceef655",
                        "!Content-Length")
                + body;
    }

    static String response(String start) {
        return message(
                start,
                "Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923",
                "From: sip:user@example.com;tag=11141343",
                "To: sip:user@example.edu;tag=2229",
                "Call-ID: resp.1234ksdfak3j2erwedfsASdf",
                "CSeq: 35 INVITE",
                "Content-Length: 0");
    }

    static List<Torture> invalid() {
        String invite = "INVITE sip:user@example.com SIP/2.0";
        String options = "OPTIONS sip:user@example.com SIP/2.0";
        return List.of(
                of(
                        4475,
                        "badinv01",
                        "empty parameters and list items",
                        request(
                                invite,
                                "To: sip:j.user@example.com",
                                "From: sip:caller@example.net;;;tag=134161",
                                "Via: SIP/2.0/UDP 192.0.2.15;;,;,,",
                                "Contact: \"Joe\" <sip:joe@example.org>;;;;"),
                        "400"),
                of(
                        4475,
                        "clerr",
                        "a length above what came",
                        request(invite, "Content-Type: application/sdp", "Content-Length: 9999") + SDP,
                        "400"),
                of(
                        4475,
                        "ncl",
                        "a negative length",
                        request(invite, "Content-Type: application/sdp", "Content-Length: -999") + SDP,
                        "400"),
                of(
                        4475,
                        "scalar02",
                        "numbers above their range",
                        request(
                                "REGISTER sip:example.com SIP/2.0",
                                "CSeq: 36893488147419103232 REGISTER",
                                "Max-Forwards: 300",
                                "Expires: 10000000000000000000000000000000000"),
                        "400"),
                of(
                        4475,
                        "scalarlg",
                        "a response with numbers above their range",
                        response("SIP/2.0 503 Service Unavailable").replace("CSeq: 35", "CSeq: 9292394834772304023312"),
                        "dropped"),
                of(
                        4475,
                        "quotbal",
                        "an open quote in a name",
                        request(invite, "To: \"Mr. J. User <sip:j.user@example.com>"),
                        "400"),
                of(
                        4475,
                        "ltgtruri",
                        "brackets around the Request-URI",
                        request("INVITE <sip:user@example.com> SIP/2.0"),
                        "400"),
                of(
                        4475,
                        "lwsruri",
                        "blanks in the Request-URI",
                        request("INVITE sip:user@example.com; lr SIP/2.0"),
                        "400"),
                of(
                        4475,
                        "lwsstart",
                        "runs of blanks in the start line",
                        request("INVITE  sip:user@example.com  SIP/2.0"),
                        "taken"),
                of(
                        4475,
                        "trws",
                        "blanks behind the start line",
                        request("OPTIONS sip:remote-target@example.com SIP/2.0  "),
                        "taken"),
                of(
                        4475,
                        "escruri",
                        "headers in the Request-URI",
                        request("INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0"),
                        "taken"),
                of(
                        4475,
                        "baddate",
                        "a Date in an unknown zone",
                        request(invite, "Date: Fri, 01 Jan 2010 16:00:00 EST"),
                        "taken"),
                of(
                        4475,
                        "regbadct",
                        "headers in a Contact without brackets",
                        request(
                                "REGISTER sip:example.com SIP/2.0",
                                "Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E"),
                        "taken"),
                of(
                        4475,
                        "badaspec",
                        "blanks within an address",
                        request(options, "To: \"Watson, Thomas\" < sip:t.watson@example.org >"),
                        "400"),
                of(
                        4475,
                        "baddn",
                        "a comma in a name without quotes",
                        request(options, "From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43"),
                        "taken"),
                of(
                        4475,
                        "badvers",
                        "an unknown version",
                        request(
                                "OPTIONS sip:t.watson@example.org SIP/7.0",
                                "Via: SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw"),
                        "505"),
                of(4475, "mismatch01", "another method in CSeq", request(options, "CSeq: 8 INVITE"), "400"),
                of(
                        4475,
                        "mismatch02",
                        "an unknown method, another in CSeq",
                        request("NEWMETHOD sip:user@example.com SIP/2.0", "CSeq: 8 INVITE"),
                        "400"),
                of(
                        4475,
                        "bigcode",
                        "a code above its range",
                        response("SIP/2.0 4294967301 better not break the receiver"),
                        "dropped"));
    }

    static List<Torture> others() {
        return TortureOthers.rows();
    }

    static List<Torture> ofIpv6() {
        return List.of(
                of(
                        5118,
                        "ipv6-good",
                        "an IPv6 address in brackets",
                        request(
                                "REGISTER sip:[2001:db8::10] SIP/2.0",
                                "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111",
                                "Contact: sip:caller@[2001:db8::1]"),
                        "taken"),
                of(
                        5118,
                        "ipv6-bad",
                        "an IPv6 address without brackets",
                        request(
                                "REGISTER sip:2001:db8::10 SIP/2.0",
                                "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111"),
                        "400"),
                of(
                        5118,
                        "port-ambiguous",
                        "what looks like a port is part of the address",
                        request("REGISTER sip:[2001:db8::10:5070] SIP/2.0"),
                        "taken"),
                of(
                        5118,
                        "port-unambiguous",
                        "a port behind the bracket",
                        request("REGISTER sip:[2001:db8::10]:5070 SIP/2.0"),
                        "taken"),
                of(
                        5118,
                        "via-received-param-with-delim",
                        "received with brackets",
                        request(
                                "BYE sip:[2001:db8::10] SIP/2.0",
                                "Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111"),
                        "taken"),
                of(
                        5118,
                        "via-received-param-no-delim",
                        "received without brackets",
                        request(
                                "OPTIONS sip:[2001:db8::10] SIP/2.0",
                                "Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3"),
                        "taken"),
                of(
                        5118,
                        "ipv6-in-sdp",
                        "IPv6 in the session description",
                        request(
                                        "INVITE sip:user@[2001:db8::10] SIP/2.0",
                                        "Content-Type: application/sdp",
                                        "!Content-Length")
                                + SDP.replace("IP4 192.0.2.9", "IP6 2001:db8::20"),
                        "taken"),
                of(
                        5118,
                        "mult-ip-in-header",
                        "both families in one list of Vias",
                        request(
                                "BYE sip:user@host.example.net SIP/2.0",
                                "Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111",
                                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144",
                                "Via: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200"),
                        "taken"),
                of(
                        5118,
                        "mult-ip-in-sdp",
                        "both families in the session description",
                        request(
                                        "INVITE sip:user@[2001:db8::10] SIP/2.0",
                                        "Content-Type: application/sdp",
                                        "!Content-Length")
                                + SDP + "m=video 4002 RTP/AVP 31\nc=IN IP6 2001:db8::20\n",
                        "taken"),
                of(
                        5118,
                        "ipv4-mapped-ipv6",
                        "mapped IPv4 addresses",
                        request(
                                "INVITE sip:user@example.com SIP/2.0",
                                "Via: SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bKbh19",
                                "Contact: \"T. desk phone\" <sip:ted@[::ffff:192.0.2.2]>"),
                        "taken"),
                of(
                        5118,
                        "ipv6-bug-abnf-3-colons",
                        "three colons before an IPv4 address",
                        request("OPTIONS sip:user@[2001:db8:::192.0.2.1] SIP/2.0"),
                        "taken"));
    }

    static String usualRequest(String start, String... lines) {
        return request(start, lines);
    }

    static String plain(String start, String... lines) {
        return message(start, lines);
    }
}
