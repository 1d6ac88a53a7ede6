package io.callcenter.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.message.FieldValue;
import io.callcenter.message.Request;
import io.callcenter.transaction.Bench.Place;
import io.callcenter.transaction.Bench.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The machines against tables of times, to the millisecond; more histories by {@code -Dhistories=}. */
class TransactionsProperties {
    private static final int TRIES = 10_000;
    private static final int VARIANTS = Math.max(1, Integer.getInteger("histories", TRIES) / TRIES);
    private static final String BRANCH = "z9hG4bKp";

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anInviteOfOursKeepsItsTimetable(@ForAll long seed) {
        int[] codes = {0, 100, 180, 200, 486, 1_200, 200, 486, 180, 0};
        check(seed, codes, TransactionsProperties::inviteOfOurs, Timetable::inviteOfOurs);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anotherRequestOfOursKeepsItsTimetable(@ForAll long seed) {
        int[] codes = {100, 200, 486, 200, 183};
        check(seed, codes, TransactionsProperties::otherOfOurs, Timetable::otherOfOurs);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anInviteThatComesInKeepsItsTimetable(@ForAll long seed) {
        int[] codes = {-1, -1, -2, 180, 183, 200, 486, -2};
        check(seed, codes, (events, reliable) -> thatCame("INVITE", events, reliable), Timetable::inviteThatCame);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anotherRequestThatComesInKeepsItsTimetable(@ForAll long seed) {
        int[] codes = {-1, -1, 200, 486, 100};
        check(seed, codes, (events, reliable) -> thatCame("MESSAGE", events, reliable), Timetable::otherThatCame);
    }

    private static void check(
            long seed,
            int[] codes,
            BiFunction<List<Timetable.Event>, Boolean, List<String>> machine,
            BiFunction<List<Timetable.Event>, Boolean, List<String>> model) {
        Random random = new Random(seed);
        for (int i = 0; i < VARIANTS; i++) {
            boolean reliable = random.nextBoolean();
            List<Timetable.Event> events = events(random, codes);
            assertThat(machine.apply(events, reliable))
                    .as("%s, reliable %s", events, reliable)
                    .isEqualTo(model.apply(events, reliable));
        }
    }

    /** Events in the order of time, mostly early, 10 ms behind a slot each. */
    private static List<Timetable.Event> events(Random random, int[] codes) {
        Set<Long> times = new TreeSet<>();
        int count = random.nextInt(7);
        while (times.size() < count) {
            times.add(30L + 20 * (long) (Math.pow(random.nextDouble(), 3) * 4_000));
        }
        List<Timetable.Event> events = new ArrayList<>();
        times.forEach(at -> events.add(new Timetable.Event(at, codes[random.nextInt(codes.length)])));
        return events;
    }

    private static List<String> inviteOfOurs(List<Timetable.Event> events, boolean reliable) {
        Bench bench = new Bench();
        bench.after(10);
        bench.send("INVITE", BRANCH, new Place("far", reliable));
        Request sent = bench.last(Action.Transmit.class).request();
        play(bench, events, event -> {
            if (event.code() == 0) {
                bench.transactions.cancel(BRANCH, FieldValue.NONE, bench.now);
            } else if (event.code() > 1_000) {
                Request cancel = sent.cancel(FieldValue.NONE).request(sent.via());
                bench.transactions.response(Bench.response(cancel, 200, "b1"), Bench.UDP, bench.now);
            } else {
                bench.transactions.response(Bench.response(sent, event.code(), "b1"), Bench.UDP, bench.now);
            }
        });
        return story(bench, "INVITE");
    }

    private static List<String> otherOfOurs(List<Timetable.Event> events, boolean reliable) {
        Bench bench = new Bench();
        bench.after(10);
        bench.send("OPTIONS", BRANCH, new Place("far", reliable));
        Request sent = bench.last(Action.Transmit.class).request();
        play(
                bench,
                events,
                event -> bench.transactions.response(Bench.response(sent, event.code(), "b1"), Bench.UDP, bench.now));
        return story(bench, "OPTIONS");
    }

    private static List<String> thatCame(String method, List<Timetable.Event> events, boolean reliable) {
        Bench bench = new Bench();
        bench.after(10);
        Way way = new Way("way", reliable);
        Request request = Bench.request(method, BRANCH, "");
        String name = bench.arrives(request, way);
        play(bench, events, event -> {
            if (event.code() == -1) {
                bench.transactions.request(request, way, bench.now);
            } else if (event.code() == -2) {
                bench.transactions.request(Bench.request("ACK", BRANCH, ";tag=us"), way, bench.now);
            } else {
                bench.respond(name, event.code());
            }
        });
        return story(bench, method);
    }

    private static void play(
            Bench bench, List<Timetable.Event> events, java.util.function.Consumer<Timetable.Event> each) {
        for (Timetable.Event event : events) {
            bench.after(event.at() - (bench.now - bench.start) / Bench.MS);
            each.accept(event);
        }
        bench.after(300_000);
        assertThat(bench.transactions.size())
                .as("a ringing INVITE alone may still be there")
                .isLessThanOrEqualTo(1);
    }

    private static List<String> story(Bench bench, String method) {
        List<String> story = new ArrayList<>();
        for (Bench.Done done : bench.done) {
            String what = word(done.action(), method);
            if (!what.isEmpty()) {
                story.add(String.format("%07d %s", done.at(), what));
            }
        }
        story.sort(Comparator.naturalOrder());
        return story;
    }

    private static String word(Action action, String method) {
        if (action instanceof Action.Transmit transmit) {
            String sent = transmit.request().method().text();
            return sent.equals(method) && !method.equals("INVITE") ? "OTHER" : sent;
        }
        if (action instanceof Action.Reply reply) {
            return "says " + Bench.code(reply.bytes());
        }
        if (action instanceof Action.Answered answered) {
            return "up " + answered.response().code() + " " + answered.matched();
        }
        if (action instanceof Action.Unanswered unanswered) {
            return "unanswered " + unanswered.code();
        }
        return action instanceof Action.Acknowledged ? "ack up" : "";
    }
}
