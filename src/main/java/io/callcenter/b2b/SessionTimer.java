package io.callcenter.b2b;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The session timer of one leg (RFC 4028): refreshes the session where that is our part, and ends the leg when no refresh has come in time. We
 * ask for none by ourselves, since {@link Probe} finds silent peers; we take the one that the peer or a proxy on the way wants. Each leg has its
 * own, and nothing of it is relayed.
 */
final class SessionTimer {
    /** Seconds; less is refused with 422 (RFC 4028 §5). */
    static final int LEAST = 90;

    /** What we say about it in each INVITE, UPDATE and 2xx to them. */
    static final String TOKEN = "timer";

    private static final String EXPIRES = "Session-Expires";
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(32);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Leg leg;
    private final Deadlines.Deadline next;
    private final Deadlines.Deadline end;
    private final Runnable job = this::refresh;
    private boolean over;
    private boolean byInvite;

    SessionTimer(Leg leg) {
        this.leg = leg;
        this.next = leg.room().deadlines().create();
        this.end = leg.room().deadlines().create();
    }

    /** Seconds of that Session-Expires value; empty when it is none. */
    static Optional<Integer> seconds(String value) {
        String digits = value.split(";", 2)[0].strip();
        boolean number =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(Character::isDigit);
        return number ? Optional.of(Integer.parseInt(digits)).filter(s -> s > 0) : Optional.empty();
    }

    /** What an INVITE or UPDATE of ours in the dialog says: what was agreed on shall go on. */
    Headers asking(Headers headers) {
        Headers all = headers.with("Supported", TOKEN);
        return agreed().map(s -> all.with(EXPIRES, s.seconds() + ";refresher=" + (s.ours() ? "uac" : "uas")))
                .orElse(all);
    }

    /** What our 2xx to that INVITE or UPDATE of the peer says: his wish counts from now on (RFC 4028 §9). */
    Headers granting(SipRequest request, Headers headers) {
        boolean able =
                request.headers().lists("Supported", TOKEN) || request.headers().lists("Require", TOKEN);
        Optional<String> wish = request.headers().first(EXPIRES);
        boolean ours = !able || wish.filter(w -> refresher(w).equals("uas")).isPresent();
        leg.dialog().agreed(wish.flatMap(SessionTimer::seconds).map(seconds -> new SavedLegs.Session(seconds, ours)));
        Headers all = headers.with("Supported", TOKEN);
        return agreed().map(s -> s.ours()
                        ? all.with(EXPIRES, s.seconds() + ";refresher=uas")
                        : all.with(EXPIRES, s.seconds() + ";refresher=uac").with("Require", TOKEN))
                .orElse(all);
    }

    /** What the 2xx to an INVITE or UPDATE of ours says counts from now on (RFC 4028 §7.2). */
    void granted(SipResponse ok) {
        Optional<String> said = ok.headers().first(EXPIRES);
        boolean ours = said.filter(s -> refresher(s).equals("uas")).isEmpty();
        leg.dialog().agreed(said.flatMap(SessionTimer::seconds).map(seconds -> new SavedLegs.Session(seconds, ours)));
        run();
    }

    /** The time of what was agreed on begins. */
    void run() {
        clear();
        if (over || agreed().isEmpty()) {
            return;
        }
        Duration whole = Duration.ofSeconds(agreed().get().seconds());
        end.set(
                leg.room().turn().in(whole.minus(shorter(LONGEST_MARGIN, whole.dividedBy(3)))),
                () -> leg.room().ending().dead(leg));
        if (agreed().get().ours()) {
            next.set(leg.room().turn().in(whole.dividedBy(2)), this::want);
        }
    }

    /** After a restart nobody knows when the last refresh was: ours comes soon, not all at once. */
    void startAnew() {
        run();
        agreed().filter(SavedLegs.Session::ours).ifPresent(session -> {
            Duration latest =
                    shorter(LONGEST_START, Duration.ofSeconds(session.seconds()).dividedBy(2));
            long span = Math.max(1, latest.toMillis());
            next.set(leg.room().turn().now().plusMillis(leg.room().names().random((int) span)), this::want);
        });
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

    private Optional<SavedLegs.Session> agreed() {
        return leg.dialog().session();
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

    private void want() {
        leg.gate().whenFree(job);
    }

    private void refresh() {
        if (leg.dialog().updates() && !byInvite) {
            Headers headers = asking(leg.room().product());
            leg.ask(leg.dialog(), "UPDATE", headers, Body.NONE, this::updated);
            return;
        }
        leg.sdp().again().ifPresent(same -> {
            Refresh refresh = new Refresh(same, leg.sdp().received());
            refresh.client = Optional.of(leg.reinvite(Optional.of(same), refresh));
        });
    }

    private void updated(int code, Optional<SipResponse> response) {
        if (response.isPresent() && code < 300) {
            leg.dialog().refresh(response.get().contact(), response.get().headers());
            granted(response.get());
        } else {
            byInvite = code == 405 || code == 501;
            failed(code, response);
        }
    }

    /** Anything but a dead dialog leaves time for another attempt (RFC 4028 §10). */
    private void failed(int code, Optional<SipResponse> response) {
        if (over) {
            return;
        }
        if (Refusals.endsDialog(code, response)) {
            leg.room().ending().dead(leg);
            return;
        }
        response.filter(r -> code == 422)
                .flatMap(r -> r.headers().first("Min-SE"))
                .flatMap(SessionTimer::seconds)
                .ifPresent(least -> leg.dialog().agreed(Optional.of(new SavedLegs.Session(least, true))));
        next.set(leg.room().turn().in(Offering.pause(leg.room())), this::want);
    }

    /** A refresh by the last session description; a peer who answers it with something new has to be brought together with his peer again. */
    private final class Refresh implements InviteClient.Owner {
        private final SdpSide.Offer sent;
        private final Optional<Sdp> former;
        private Optional<InviteClient> client = Optional.empty();

        Refresh(SdpSide.Offer sent, Optional<Sdp> former) {
            this.sent = sent;
            this.former = former;
        }

        @Override
        public void progress(SipResponse response) {}

        @Override
        public void answered(SipResponse response) {
            client.orElseThrow().ack(Body.NONE);
            Optional<Sdp> answer = Bodies.sdp(response.body());
            answer.ifPresent(a -> leg.sdp().accepted(sent, a));
            if (!answer.equals(former)) {
                leg.room().diverged(leg);
            }
            leg.room().saves().soon();
        }

        @Override
        public void failed(int code, Optional<SipResponse> response) {
            SessionTimer.this.failed(code, response);
        }

        @Override
        public void lost() {}
    }
}
