package io.callcenter.b2b.leg;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The session timer of one leg (RFC 4028): refreshes the session where that is our part, and ends the leg when the session is about to expire
 * without a refresh, whoever's part it was. We ask for none by ourselves, since {@link PeerProbe} finds silent peers; we take the one that the peer or
 * a proxy on the way wants. Each leg has its own, and nothing of it is relayed.
 */
final class SessionTimer {
    /** Seconds; less is refused with 422 where it can be, else there is no timer (RFC 4028 §5). */
    static final int LEAST = 90;

    /** The option tag. */
    static final String TAG = "timer";

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(32);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Leg leg;
    private final CallDeadlines.Deadline next;
    private final CallDeadlines.Deadline end;
    private final CallDeadlines.Deadline limit;
    private final Runnable job = this::refresh;
    private boolean over;
    private int least;

    /**
     * What an INVITE or UPDATE of the peer says about it.
     *
     * @param able whether the peer knows session timers
     * @param expires value of its Session-Expires, if it has one
     */
    record Wish(boolean able, Optional<String> expires) {
        /** Nothing. */
        static final Wish NONE = new Wish(false, Optional.empty());

        static Wish of(Request request) {
            return new Wish(known(request), request.first(HeaderName.SESSION_EXPIRES));
        }
    }

    SessionTimer(Leg leg) {
        this.leg = leg;
        this.next = leg.context().deadlines().create();
        this.end = leg.context().deadlines().create();
        this.limit = leg.context().deadlines().create();
    }

    /** Whether the sender of that request knows session timers. */
    static boolean known(Request request) {
        return request.lists(HeaderName.SUPPORTED, TAG) || request.lists(HeaderName.REQUIRE, TAG);
    }

    /** The seconds that a Session-Expires or Min-SE value begins with; empty when it does not. */
    static Optional<Integer> seconds(String value) {
        String digits = value.split(";", 2)[0].strip();
        boolean number =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(Character::isDigit);
        return number ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    /** What an INVITE or UPDATE of ours in the dialog says about it: what was agreed on shall go on. */
    Draft asking(Draft request) {
        Draft all = request.with(HeaderName.SUPPORTED, TAG);
        if (agreed().isEmpty()) {
            return all;
        }
        String refresher = agreed().get().ours() ? "uac" : "uas";
        all = all.with(
                HeaderName.SESSION_EXPIRES, Math.max(least, agreed().get().seconds()) + ";refresher=" + refresher);
        return least > 0 ? all.with(HeaderName.MIN_SE, String.valueOf(least)) : all;
    }

    /**
     * Takes what that INVITE or UPDATE of the peer wants and says so in our 2xx to it (RFC 4028 §9); its time begins with {@link #run}.
     */
    Draft grant(Wish wish, Draft ok) {
        boolean ours = !wish.able()
                || wish.expires().filter(w -> refresher(w).equals("uas")).isPresent();
        agree(wish.expires(), ours);
        Draft all = ok.with(HeaderName.SUPPORTED, TAG);
        if (agreed().isEmpty()) {
            return all;
        }
        all = all.with(HeaderName.SESSION_EXPIRES, agreed().get().seconds() + ";refresher=" + (ours ? "uas" : "uac"));
        return wish.able() ? all.with(HeaderName.REQUIRE, TAG) : all;
    }

    /** What the 2xx to an INVITE or UPDATE of ours says counts from now on (RFC 4028 §7.2). */
    void granted(Response ok) {
        least = 0;
        Optional<String> said = ok.first(HeaderName.SESSION_EXPIRES);
        agree(said, said.filter(s -> refresher(s).equals("uas")).isEmpty());
        run();
    }

    /** The time of what was agreed on begins. */
    void run() {
        clear();
        if (over || agreed().isEmpty()) {
            return;
        }
        Duration whole = whole();
        end.set(in(whole.minus(shorter(LONGEST_MARGIN, whole.dividedBy(3)))), this::expired);
        if (agreed().get().ours()) {
            next.set(in(whole.dividedBy(2)), this::want);
        }
    }

    /** After a restart nobody knows when the last refresh was: ours comes soon, not all at once. */
    void startAnew() {
        run();
        if (oursToRefresh()) {
            int span = (int) shorter(LONGEST_START, whole().dividedBy(2)).toMillis();
            next.set(in(Duration.ofMillis(leg.context().names().random(span))), this::want);
        }
    }

    /** The leg leaves. */
    void stop() {
        over = true;
        clear();
    }

    private void clear() {
        next.clear();
        end.clear();
        leg.gate().forget(job);
    }

    private void agree(Optional<String> value, boolean ours) {
        Optional<SavedLegs.Session> before = agreed();
        leg.dialog()
                .agreed(value.flatMap(SessionTimer::seconds)
                        .filter(seconds -> seconds >= LEAST)
                        .map(seconds -> new SavedLegs.Session(seconds, ours)));
        if (!before.equals(agreed())) {
            leg.context().saves().soon();
        }
    }

    private Optional<SavedLegs.Session> agreed() {
        return leg.dialog().session();
    }

    private boolean oursToRefresh() {
        return !over && agreed().filter(SavedLegs.Session::ours).isPresent();
    }

    private Duration whole() {
        return Duration.ofSeconds(agreed().orElseThrow().seconds());
    }

    private Instant in(Duration time) {
        return leg.context().out().in(time);
    }

    private static String refresher(String value) {
        for (String part : value.toLowerCase(Locale.ROOT).split(";")) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2 && pair[0].strip().equals("refresher")) {
                return pair[1].strip();
            }
        }
        return "";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void expired() {
        leg.context().ending().dead(leg);
    }

    private void want() {
        leg.gate().whenFree(job);
    }

    private void refresh() {
        if (leg.dialog().updates()) {
            leg.ask(leg.dialog(), asking(leg.request(leg.dialog(), Methods.UPDATE)), this::updated);
            return;
        }
        leg.sdp().again().ifPresent(same -> {
            Refresh refresh = new Refresh();
            InviteClient client = leg.reinvite(Optional.of(same), refresh);
            refresh.client = Optional.of(client);
            limit.set(in(LegSwitch.LIMIT), () -> client.cancel(""));
        });
    }

    private void updated(int code, Optional<Response> response) {
        if (response.isPresent() && code < 300) {
            leg.updated(response.get());
        } else if (code == 405 || code == 501) {
            leg.dialog().updatesNot();
            next.set(in(leg.glarePause()), this::want);
        } else {
            failed(code, response);
        }
    }

    /** Anything but a dead dialog leaves time for another attempt (RFC 4028 §10). */
    private void failed(int code, Optional<Response> response) {
        if (Refusals.endsDialog(code, response)) {
            leg.context().ending().dead(leg);
        } else if (oursToRefresh()) {
            next.set(in(pause(code, response)), this::want);
        }
    }

    private Duration pause(int code, Optional<Response> response) {
        Optional<Integer> more = response.filter(r -> code == 422)
                .flatMap(r -> r.first(HeaderName.MIN_SE))
                .flatMap(SessionTimer::seconds)
                .filter(seconds -> least == 0 && seconds > 0);
        if (more.isPresent()) {
            least = Math.max(LEAST, more.get());
            return leg.glarePause();
        }
        if (code == 491) {
            return leg.glarePause();
        }
        return whole().dividedBy(10);
    }

    /** A refresh by the last session description; a peer who answers it with other addresses has to be brought together with their peer again. */
    private final class Refresh implements InviteClient.Owner {
        private Optional<InviteClient> client = Optional.empty();

        @Override
        public void progress(Response response) {}

        @Override
        public void answered(Response response) {
            limit.clear();
            client.orElseThrow().ack(Body.NONE);
            Optional<Sdp> answer = Bodies.sdp(response.body());
            boolean same = answer.equals(leg.sdp().received())
                    || answer.flatMap(a -> leg.sdp().received().map(a::sameAddresses))
                            .orElse(false);
            answer.ifPresent(
                    a -> leg.sdp().accepted(client.orElseThrow().offer().orElseThrow(), a));
            if (!same) {
                leg.context().diverged(leg);
            }
            leg.context().saves().soon();
        }

        @Override
        public void failed(int code, Optional<Response> response) {
            limit.clear();
            SessionTimer.this.failed(code, response);
        }

        @Override
        public void lost() {
            limit.clear();
        }
    }
}
