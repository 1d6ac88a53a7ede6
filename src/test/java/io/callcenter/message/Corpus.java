package io.callcenter.message;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Messages as phones, trunks and proxies write them, made here; and mutants of them. */
final class Corpus {
    /** One way to write. */
    private record Style(String agent, String from, String to, String contact, List<String> more) {}

    private static final List<Style> STYLES = List.of(
            new Style(
                    "Phone 1.2",
                    "\"Ann Lee\" <sip:ann@example.com>;tag=as58f4201b",
                    "<sip:support@192.0.2.1>",
                    "<sip:ann@192.0.2.5:5060;ob>",
                    List.of(
                            "Allow: PRACK, INVITE, ACK, BYE, CANCEL, UPDATE, INFO",
                            "Supported: replaces, 100rel, timer, norefersub",
                            "Session-Expires: 1800",
                            "Min-SE: 90")),
            new Style(
                    "Trunk/7",
                    "<sip:+4930123456@203.0.113.9;user=phone>;tag=SDq1-45",
                    "<sip:+4940987@192.0.2.1;user=phone>",
                    "<sip:+4930123456@203.0.113.9:5060;transport=udp>",
                    List.of(
                            "P-Asserted-Identity: <sip:+4930123456@203.0.113.9>",
                            "Privacy: none",
                            "Record-Route: <sip:203.0.113.8;lr;ftag=SDq1-45;did=5a1.9>",
                            "Record-Route: <sip:203.0.113.7:5061;transport=tls;lr>",
                            "Diversion: <sip:+49301@203.0.113.9>;reason=unconditional")),
            new Style(
                    "Gateway",
                    "sip:anonymous@anonymous.invalid;tag=1c1841",
                    "sip:100@192.0.2.1",
                    "sip:100@198.51.100.2:5080",
                    List.of(
                            "Supported: em,timer,replaces,path,resource-priority",
                            "User-to-User: 00FA08;encoding=hex",
                            "Expires: 180")),
            new Style(
                    "Browser",
                    "\"J\u00f6rg M\u00fcller\" <sip:joerg@example.net>;tag=kq2v",
                    "<sip:queue@example.net>",
                    "<sip:7d8f@abc123.invalid;transport=ws;ob>",
                    List.of("Supported: ice,replaces,outbound", "Contact-Hint: x", "X-Ticket: 4711, \"a,b\"")),
            new Style(
                    "Pbx 18.1",
                    "\"A \\\"quoted\\\" name\" <sip:200@10.0.0.3>;tag=[x]",
                    "\"Q\" <sip:q;ext=1@10.0.0.1:5060>",
                    "<sip:200@10.0.0.3:5062;transport=tcp>;expires=60;+sip.instance=\"<urn:uuid:1-2>\"",
                    List.of(
                            "Call-Info: <http://h/i.png>;purpose=icon",
                            "Date: Mon, 30 Nov 2026 05:00:00 GMT",
                            "Timestamp: 12.5")),
            new Style(
                    "V6",
                    "<sip:six@[2001:db8::5]>;tag=6",
                    "<sip:support@[2001:db8::1]:5060>",
                    "<sip:six@[2001:db8::5]:5070>",
                    List.of(
                            "Subject: folded\r\n subject",
                            "Reason: Q.850;cause=16;text=\"Normal, clearing\", SIP;cause=200")));

    private static final String[] REQUESTS = {"INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "UPDATE", "MESSAGE"};
    private static final int[] CODES = {100, 180, 183, 200, 302, 401, 486, 503};

    private Corpus() {}

    /** 96 messages. */
    static List<byte[]> all() {
        List<byte[]> all = new ArrayList<>();
        for (Style style : STYLES) {
            for (String method : REQUESTS) {
                all.add(MessageSamples.bytes(request(style, method)));
            }
            for (int code : CODES) {
                all.add(MessageSamples.bytes(response(style, code)));
            }
        }
        return all;
    }

    private static String request(Style style, String method) {
        boolean inside = !method.equals("INVITE") && !method.equals("OPTIONS") && !method.equals("CANCEL");
        String body =
                switch (method) {
                    case "INVITE", "UPDATE" -> MessageSamples.SDP;
                    case "INFO" -> "Signal=5\r\nDuration=160\r\n";
                    case "MESSAGE" -> "hello, world";
                    default -> "";
                };
        String start = method + " sip:support@192.0.2.1:5060;transport=udp SIP/2.0";
        return message(style, start, method, inside, body);
    }

    private static String response(Style style, int code) {
        String start = "SIP/2.0 " + code + " " + Reasons.phrase(code);
        return message(style, start, "INVITE", code > 100, code == 200 || code == 183 ? MessageSamples.SDP : "");
    }

    private static String message(Style style, String start, String method, boolean tagged, String body) {
        List<String> lines = new ArrayList<>(List.of(start));
        lines.add("Via: SIP/2.0/UDP 198.51.100.2:5080;branch=z9hG4bK-524287-1---"
                + style.agent().length() + ";rport=5080;received=198.51.100.9");
        lines.add("v: SIP/2.0/TCP p1.example.com;branch=z9hG4bKcydzigwkX, SIP/2.0/TLS 10.1.1.1;branch=z9hG4bK2");
        lines.add("Max-Forwards: 69");
        lines.add("From: " + style.from());
        lines.add("To: " + style.to() + (tagged ? ";tag=9fxced76sl" : ""));
        lines.add("Call-ID: 3848276298220188511@"
                + style.agent().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        lines.add("CSeq: 102 " + method);
        lines.add("Contact: " + style.contact());
        lines.addAll(style.more());
        lines.add("User-Agent: " + style.agent());
        if (!body.isEmpty()) {
            lines.add("Content-Type: " + (body.startsWith("v=0") ? "application/sdp" : "text/plain;charset=utf-8"));
        }
        lines.add("Content-Length: " + body.length());
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    private static final String[] BITS = {
        "\r\n",
        "\r\n ",
        "\n",
        "\r",
        " ",
        "\t",
        ";",
        ",",
        ":",
        "=",
        "\"",
        "\\",
        "<",
        ">",
        "(",
        ")",
        "@",
        "?",
        "%",
        "%00",
        "/",
        "[",
        "]",
        "*",
        "\u0000",
        "\u0001",
        "\u007f",
        "\u00e9",
        ";;",
        ",,",
        "::",
        "\\\"",
        "65536",
        "4294967296",
        "-1",
        "SIP/2.0",
        "sip:",
        "sips:",
        "tag=",
        "branch=",
        "rport",
        "z9hG4bK",
        "Via: ",
        "Contact: *",
        "l: 0",
        "Content-Length: 3",
        "CSeq: 1 BYE",
        "From: x",
        ";lr",
        "<>",
        "fe80::1%eth0",
        "a".repeat(200)
    };

    /** A mutant: one to four changes. */
    static byte[] mutant(byte[] message, SplittableRandom dice) {
        byte[] mutant = message;
        int changes = dice.nextBoolean() ? 1 : 1 + dice.nextInt(4);
        for (int i = 0; i < changes && mutant.length > 0; i++) {
            mutant = changed(mutant, dice);
        }
        return mutant;
    }

    private static byte[] changed(byte[] message, SplittableRandom dice) {
        int at = dice.nextInt(message.length);
        int end = Math.min(message.length, at + 1 + dice.nextInt(dice.nextBoolean() ? 4 : 40));
        return switch (dice.nextInt(7)) {
            case 0 ->
                spliced(
                        message,
                        at,
                        at,
                        BITS[dice.nextInt(BITS.length)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            case 1 ->
                spliced(
                        message,
                        at,
                        end,
                        BITS[dice.nextInt(BITS.length)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            case 2 -> spliced(message, at, end, new byte[0]);
            case 3 -> spliced(message, at, at, java.util.Arrays.copyOfRange(message, at, end));
            case 4 -> spliced(message, at, at + 1, new byte[] {(byte) dice.nextInt(256)});
            case 5 -> line(message, at, dice.nextBoolean());
            default -> spliced(message, at, at + 1, new byte[] {(byte) (message[at] ^ 0x20)});
        };
    }

    /** Doubles or takes out the line at that place. */
    private static byte[] line(byte[] message, int at, boolean twice) {
        int from = at;
        while (from > 0 && message[from - 1] != '\n') {
            from--;
        }
        int to = at;
        while (to < message.length && message[to] != '\n') {
            to++;
        }
        to = Math.min(message.length, to + 1);
        byte[] line = java.util.Arrays.copyOfRange(message, from, to);
        return twice ? spliced(message, from, from, line) : spliced(message, from, to, new byte[0]);
    }

    private static byte[] spliced(byte[] message, int from, int to, byte[] part) {
        byte[] made = new byte[message.length - (to - from) + part.length];
        System.arraycopy(message, 0, made, 0, from);
        System.arraycopy(part, 0, made, from, part.length);
        System.arraycopy(message, to, made, from + part.length, message.length - to);
        return made;
    }
}
