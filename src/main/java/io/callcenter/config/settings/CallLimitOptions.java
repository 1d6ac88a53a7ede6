package io.callcenter.config.settings;

import java.util.List;

/** Options that bound how many calls are taken, in all and of one source. */
final class CallLimitOptions {
    private CallLimitOptions() {}

    static List<Option> all() {
        return List.of(
                new Option(
                        "cc.sip.max-calls",
                        OptionKind.wholeOrNone(),
                        "",
                        "one for each 64 KiB of the Java heap, at least 100",
                        "Calls that may be open; above it new calls get 503. A call that is over counts a quarter until it is"
                                + " forgotten, 32 s later (half, where something of it is still open). Sources that never acknowledged a call may use a quarter, all of them together.",
                        "Lower, to stay within what other machines can handle."),
                new Option(
                        "cc.sip.max-unacknowledged",
                        OptionKind.whole(1, 1_000_000),
                        "32",
                        "",
                        "Answered calls of one source (address, or /64 network of IPv6) whose ACK is more than 500 ms late;"
                                + " at that number its new calls get 503."
                                + " A source that has acknowledged others, or is named in cc.sip.trusted, may have an eighth of cc.sip.max-calls.",
                        "Higher, when a busy proxy loses ACKs."),
                new Option(
                        "cc.sip.max-unanswered",
                        OptionKind.whole(1, 1_000_000),
                        "1000",
                        "",
                        "Calls of one source that may wait for an answer; above it its new calls get 503."
                                + " Sources named in cc.sip.trusted are exempt.",
                        "Higher, when one trunk brings more callers that are not answered at once; or name it in cc.sip.trusted."),
                new Option(
                        "cc.sip.rate.source",
                        OptionKind.whole(0, 1_000_000),
                        "1000",
                        "",
                        "New calls a second of one source, twice as many at once; above it new calls get 503. 0 is no limit."
                                + " Sources named in cc.sip.trusted are exempt.",
                        "Lower, when SIP is reached from the Internet and your trunks are named in cc.sip.trusted."),
                new Option(
                        "cc.sip.rate",
                        OptionKind.whole(0, 1_000_000),
                        "0",
                        "",
                        "New calls a second of all sources, twice as many at once; above it new calls get 503. 0 is no limit.",
                        "To the rate that the machine was measured to sustain."),
                new Option(
                        "cc.sip.max-body",
                        OptionKind.size(1 << 10, 64 << 10),
                        "16KiB",
                        "",
                        "Largest body of a request; a larger one gets 413.",
                        "Higher, with peers whose session descriptions are very long."));
    }
}
