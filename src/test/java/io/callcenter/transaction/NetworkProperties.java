package io.callcenter.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.message.FieldValue;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.transaction.Bench.Place;
import io.callcenter.transaction.Bench.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Two sides over a network that loses, copies and overtakes: every request comes to exactly one end, is shown to its receiver once, both sides agree on
 * an answer that arrived, and nothing is kept in the end. More histories by {@code -Dhistories=}.
 */
class NetworkProperties {
    private static final int TRIES = 10_000;
    private static final int VARIANTS = Math.max(1, Integer.getInteger("histories", TRIES) / TRIES);

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void everyRequestComesToOneEnd(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < VARIANTS; i++) {
            new Network(random.nextLong()).play();
        }
    }

    /** A caller with one request, its peers, and the wire between them. */
    private static final class Network {
        private static final long MS = Bench.MS;
        private static final String BRANCH = "z9hG4bKn";

        private record Due(long at, long order, Runnable what) {}

        private final Random random;
        private final boolean reliable;
        private final double loss;
        private final boolean invite;
        private final PriorityQueue<Due> due = new PriorityQueue<>(
                (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
        private final List<Action> todo = new ArrayList<>();
        private final Transactions caller;
        private final Map<String, Callee> callees = new HashMap<>();
        private final List<String> ends = new ArrayList<>();
        private long now = 1_000 * MS;
        private long order;

        Network(long seed) {
            random = new Random(seed);
            reliable = random.nextInt(4) == 0;
            loss = reliable ? 0 : random.nextInt(3) * 0.3;
            invite = random.nextBoolean();
            caller = new Transactions(Bench.TIMING, todo::add, now);
        }

        /** One target: its transactions and what its user decided. */
        private final class Callee {
            final List<Action> todo = new ArrayList<>();
            final Transactions transactions = new Transactions(Bench.TIMING, todo::add, now);
            final boolean alive = random.nextInt(4) > 0;
            final int code = new int[] {200, 486, 503}[random.nextInt(3)];
            final boolean rings = random.nextBoolean();
            final long thinks = random.nextInt(8_000);
            final List<Long> arrivals = new ArrayList<>();
            boolean acknowledged;
            boolean cancelled;

            void take(byte[] bytes) {
                Request request = (Request) Bench.read(bytes);
                if (!alive || transactions.request(request, way(), now) == Transactions.Arrival.KNOWN) {
                    return;
                }
                if (request.is(Methods.ACK)) {
                    acknowledged = true;
                } else if (request.is(Methods.CANCEL)) {
                    String name = transactions.open(request, way(), now);
                    answer(name, 200);
                    transactions.cancelled(request).ifPresent(meant -> {
                        cancelled = true;
                        answer(meant, 487);
                    });
                } else {
                    arrivals.add(now);
                    String name = transactions.open(request, way(), now);
                    if (rings) {
                        answer(name, 180);
                    }
                    later(thinks, () -> decide(name, 0));
                }
            }

            private void decide(String name, int copy) {
                SendResult sent = answer(name, code);
                if (invite && code == 200 && sent != SendResult.TOO_LATE && !acknowledged && copy < 8) {
                    later(Math.min(500L << copy, 4_000), () -> decide(name, copy + 1));
                }
            }

            private SendResult answer(String name, int with) {
                return transactions.respond(name, with, head -> head.answer(with, new Tag("there")), now);
            }

            void carryOut() {
                List<Action> actions = List.copyOf(todo);
                todo.clear();
                for (Action action : actions) {
                    if (action instanceof Action.Reply reply) {
                        wire(() -> hear(reply.bytes()));
                    } else if (action instanceof Action.Acknowledged) {
                        acknowledged = true;
                    }
                }
            }
        }

        private Way way() {
            return new Way("way", reliable);
        }

        private void later(long millis, Runnable what) {
            due.add(new Due(now + millis * MS, order++, what));
        }

        /** Carries something over, or loses it, or carries it twice. */
        private void wire(Runnable what) {
            if (random.nextDouble() >= loss) {
                later(reliable ? 5 : 5 + random.nextInt(random.nextInt(5) == 0 ? 2_000 : 50), what);
                if (!reliable && random.nextInt(10) == 0) {
                    later(random.nextInt(1_000), what);
                }
            }
        }

        private void hear(byte[] bytes) {
            caller.response((Response) Bench.read(bytes), way(), now);
        }

        void play() {
            List<Target> targets = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                callees.put("t" + i, new Callee());
                targets.add(new Place("t" + i, reliable));
            }
            caller.send(BRANCH, Bench.draft(invite ? "INVITE" : "INFO"), targets, now);
            boolean givesUp = invite && random.nextInt(3) == 0;
            long patience = random.nextInt(20_000);
            if (givesUp) {
                later(patience, () -> caller.cancel(BRANCH, FieldValue.NONE, now));
            }
            // Whoever only rings is given up some time: an INVITE alone has no deadline then.
            later(150_000, () -> caller.cancel(BRANCH, FieldValue.NONE, now));
            run();
            judge();
        }

        private void run() {
            carryOut();
            while (true) {
                long next = caller.next();
                for (Callee callee : callees.values()) {
                    next = Math.min(next, callee.transactions.next());
                }
                next = due.isEmpty() ? next : Math.min(next, due.peek().at());
                if (next == Long.MAX_VALUE) {
                    return;
                }
                now = Math.max(now, next);
                caller.advance(now);
                callees.values().forEach(callee -> callee.transactions.advance(now));
                while (!due.isEmpty() && due.peek().at() <= now) {
                    due.poll().what().run();
                    carryOut();
                }
                carryOut();
            }
        }

        private void carryOut() {
            while (!todo.isEmpty() || callees.values().stream().anyMatch(c -> !c.todo.isEmpty())) {
                List<Action> actions = List.copyOf(todo);
                todo.clear();
                actions.forEach(this::carryOut);
                callees.values().forEach(Callee::carryOut);
            }
        }

        private void carryOut(Action action) {
            if (action instanceof Action.Transmit transmit) {
                transmit(transmit);
            } else if (action instanceof Action.Answered answered) {
                answered(answered);
            } else if (action instanceof Action.Unanswered unanswered) {
                ends.add("unanswered " + unanswered.code());
            } else if (action instanceof Action.Unsent) {
                ends.add("unsent");
            }
        }

        private void transmit(Action.Transmit transmit) {
            Callee callee = callees.get(((Place) transmit.target()).name());
            byte[] bytes = transmit.request().bytes();
            if (reliable && !callee.alive) {
                later(
                        20,
                        () -> caller.failed(
                                transmit.attempt(), transmit.request().method(), Action.Why.NOWHERE, false, now));
            } else {
                wire(() -> callee.take(bytes));
            }
        }

        private void answered(Action.Answered answered) {
            Response response = answered.response();
            if (response.isFinal() && answered.matched()) {
                ends.add("final " + response.code());
            }
            if (invite && response.code() / 100 == 2) {
                Callee callee = callees.get("t" + attempt(response));
                byte[] ack = ack(response).bytes();
                wire(() -> callee.take(ack));
            }
        }

        private static int attempt(Response response) {
            String branch = response.via().branch();
            return branch.equals(BRANCH) ? 0 : Integer.parseInt(branch.substring(BRANCH.length() + 1));
        }

        private static Request ack(Response response) {
            Request invite = Bench.draft("INVITE").request(response.via());
            return invite.ackOf(response)
                    .request(response.via().withBranch(new Token("z9hG4bKack" + attempt(response))));
        }

        private void judge() {
            assertThat(ends).as("one end").hasSize(1);
            assertThat(caller.size()).as("kept by the caller").isZero();
            for (Callee callee : callees.values()) {
                assertThat(callee.transactions.size()).as("kept by the callee").isZero();
                for (int i = 1; i < callee.arrivals.size(); i++) {
                    // What overtook its own transaction's end: copies are sent until 31.5 s, and travel for 2 s.
                    assertThat(callee.arrivals.get(i) - callee.arrivals.get(0))
                            .as("shown once while it is known")
                            .isGreaterThan(31_000 * MS);
                }
            }
            if (ends.get(0).startsWith("final")) {
                int code = Integer.parseInt(ends.get(0).substring(6));
                assertThat(callees.values())
                        .anyMatch(c -> !c.arrivals.isEmpty() && (c.code == code || code == 487 && c.cancelled));
            }
            if (loss == 0 && callees.get("t0").alive && callees.get("t0").rings && callees.get("t0").code != 503) {
                assertThat(ends.get(0)).as("nothing was lost, it rang").startsWith("final");
            }
        }
    }
}
