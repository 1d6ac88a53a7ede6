package io.callcenter.transaction;

import java.util.ArrayList;
import java.util.List;

/**
 * The model of the machines: tables of times, in milliseconds, written down from RFC 3261 (figures 5 to 8), RFC 6026 and RFC 4320 without any state
 * but what happened when. Events lie 10 ms behind a slot of the wheel, so that what is due is carried out 10 ms later, in a slot, before any other
 * event.
 */
final class Timetable {
    private static final long[] INVITE_COPIES = {0, 500, 1_500, 3_500, 7_500, 15_500, 31_500};
    private static final long[] OTHER_COPIES = {
        0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
    };
    private static final long LIFE = 32_000;
    private static final long NEVER = Long.MAX_VALUE / 4;

    /** Something that happened: a response's code, 0 = CANCEL was ordered, -1 = a copy of the request, -2 = ACK. */
    record Event(long at, int code) {}

    private final List<Event> events;
    private final boolean reliable;
    private final List<String> expected = new ArrayList<>();

    private Timetable(List<Event> events, boolean reliable) {
        this.events = events;
        this.reliable = reliable;
    }

    /** When a timer that is due then is carried out. */
    private static long carriedOut(long due) {
        return (due + 19) / 20 * 20;
    }

    private void expect(long at, String what) {
        expected.add(String.format("%07d %s", at, what));
    }

    private long first(int from, int to, long since) {
        return events.stream()
                .filter(e -> e.code() >= from && e.code() < to && e.at() >= since)
                .mapToLong(Event::at)
                .findFirst()
                .orElse(NEVER);
    }

    private void copies(String what, long begin, long end, long[] times) {
        for (long time : times) {
            long at = time == 0 ? begin : carriedOut(begin + time);
            if (at < end && (time == 0 || !reliable)) {
                expect(at, what);
            }
        }
    }

    /** What an INVITE of ours, sent at 10 ms, brings about. */
    static List<String> inviteOfOurs(List<Event> events, boolean reliable) {
        Timetable table = new Timetable(events, reliable);
        table.inviteOfOurs();
        return table.sorted();
    }

    private void inviteOfOurs() {
        long begin = 10;
        long cancel = first(0, 1, 0);
        long answered = first(100, 700, 0);
        long lastCall = carriedOut((cancel < Math.min(answered, carriedOut(begin + LIFE)) ? cancel : begin) + LIFE);
        if (answered > lastCall) {
            copies("INVITE", begin, carriedOut(begin + LIFE), INVITE_COPIES);
            if (lastCall > carriedOut(begin + LIFE)) {
                late("INVITE", begin, lastCall);
            }
            expect(lastCall, "unanswered 408");
            return;
        }
        copies("INVITE", begin, answered, INVITE_COPIES);
        late("INVITE", begin, answered);
        long rings = first(100, 200, 0);
        long done = first(200, 700, 0);
        long over = NEVER;
        if (rings < done && cancel < done) {
            long sent = Math.max(cancel, rings);
            long heard = first(1_200, 1_700, sent);
            over = carriedOut(sent + LIFE);
            copies("CANCEL", sent, Math.min(heard, over), OTHER_COPIES);
        }
        provisional(rings, Math.min(done, over));
        if (done > over) {
            expect(over, "unanswered 408");
        } else {
            ends(done);
        }
    }

    /** The copy 63.5 s after the first one: a CANCEL that waits lets an INVITE without answer live that long. */
    private void late(String what, long begin, long end) {
        long at = carriedOut(begin + 63_500);
        if (at < end && !reliable) {
            expect(at, what);
        }
    }

    private void provisional(long from, long to) {
        for (Event event : events) {
            if (event.code() >= 100 && event.code() < 200 && event.at() >= from && event.at() < to) {
                expect(event.at(), "up " + event.code() + " true");
            }
        }
    }

    private void ends(long done) {
        if (done == NEVER) {
            return;
        }
        int code = events.stream()
                .filter(e -> e.at() == done)
                .findFirst()
                .orElseThrow()
                .code();
        boolean yes = code < 300;
        boolean first = true;
        long forgotten = !yes && reliable ? done + 1 : carriedOut(done + LIFE);
        for (Event event : events) {
            boolean counts = yes ? event.code() / 100 == 2 : event.code() >= 300 && event.code() < 700;
            if (counts && event.at() >= done && event.at() < forgotten) {
                if (!yes) {
                    expect(event.at(), "ACK");
                }
                if (yes || first) {
                    expect(event.at(), "up " + event.code() + " " + first);
                }
                first = false;
            }
        }
    }

    /** What another request of ours, sent at 10 ms, brings about. */
    static List<String> otherOfOurs(List<Event> events, boolean reliable) {
        Timetable table = new Timetable(events, reliable);
        table.otherOfOurs();
        return table.sorted();
    }

    private void otherOfOurs() {
        long begin = 10;
        long over = carriedOut(begin + LIFE);
        long done = Math.min(first(200, 700, 0), over);
        long rings = Math.min(first(100, 200, 0), done);
        expect(begin, "OTHER");
        long due = begin + 500;
        for (long apart = 1_000; !reliable && carriedOut(due) < done; ) {
            expect(carriedOut(due), "OTHER");
            // What was set before a provisional response still comes at its time; from then on they are T2 apart.
            apart = carriedOut(due) > rings ? 4_000 : apart;
            due += apart;
            apart = Math.min(2 * apart, 4_000);
        }
        provisional(0, done);
        if (done == over) {
            expect(over, "unanswered 408");
        } else {
            int code = events.stream()
                    .filter(e -> e.at() == done)
                    .findFirst()
                    .orElseThrow()
                    .code();
            expect(done, "up " + code + " true");
        }
    }

    /** What an INVITE that came in at 10 ms brings about. */
    static List<String> inviteThatCame(List<Event> events, boolean reliable) {
        Timetable table = new Timetable(events, reliable);
        table.inviteThatCame();
        return table.sorted();
    }

    private void inviteThatCame() {
        long done = first(200, 700, 0);
        expect(10, "says 100");
        int last = 100;
        int code = done == NEVER
                ? 0
                : events.stream()
                        .filter(e -> e.at() == done)
                        .findFirst()
                        .orElseThrow()
                        .code();
        long acked = code >= 300 ? first2(-2, done) : NEVER;
        long end = done == NEVER ? NEVER : carriedOut(done + LIFE);
        if (acked < end) {
            end = reliable ? acked : carriedOut(acked + 5_000);
        }
        for (Event event : events) {
            if (event.at() >= end) {
                break;
            }
            if (event.code() == -1 && event.at() < Math.min(acked, end)) {
                expect(event.at(), "says " + last);
            } else if (event.code() == -2 && code / 100 == 2 && event.at() > done) {
                expect(event.at(), "ack up");
            } else if (event.code() >= 100
                    && event.code() < 700
                    && (event.at() <= done || code / 100 == 2 && event.code() / 100 == 2)) {
                last = event.at() <= done ? event.code() : last;
                expect(event.at(), "says " + last);
            }
        }
        if (code >= 300) {
            copies("says " + code, done, Math.min(acked, end), OTHER_COPIES);
            expected.remove(String.format("%07d says %d", done, code));
        }
    }

    private long first2(int code, long since) {
        return events.stream()
                .filter(e -> e.code() == code && e.at() > since)
                .mapToLong(Event::at)
                .findFirst()
                .orElse(NEVER);
    }

    /** What another request that came in at 10 ms brings about. */
    static List<String> otherThatCame(List<Event> events, boolean reliable) {
        Timetable table = new Timetable(events, reliable);
        table.otherThatCame();
        return table.sorted();
    }

    private void otherThatCame() {
        long trying = carriedOut(10 + 3_500);
        long silent = carriedOut(10 + LIFE);
        long done = first(200, 700, 0) < silent ? first(200, 700, 0) : NEVER;
        long end = done == NEVER ? silent : reliable ? done : carriedOut(done + LIFE);
        if (trying < done) {
            expect(trying, "says 100");
        }
        int code = done == NEVER
                ? 0
                : events.stream()
                        .filter(e -> e.at() == done)
                        .findFirst()
                        .orElseThrow()
                        .code();
        for (Event event : events) {
            boolean copy = event.code() == -1 && event.at() < end;
            if (event.at() == done || copy && event.at() > done) {
                expect(event.at(), "says " + code);
            } else if (copy && event.at() > trying) {
                expect(event.at(), "says 100");
            }
        }
    }

    private List<String> sorted() {
        return expected.stream().sorted().toList();
    }
}
