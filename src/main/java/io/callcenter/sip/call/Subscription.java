package io.callcenter.sip.call;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SendableText;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.leg.Contacts;
import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Message;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** One address that is watched: its dialog, its times, and what was told of it (RFC 6665 §4.1). Everything on the thread of {@link Subscriptions}. */
final class Subscription {
    private static final int SECONDS = 600;
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int NOBODY = 0;
    /** Timer N: a subscription of which nothing was heard then is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(32);

    private static final Duration ENDED_BY_PEER = Duration.ofSeconds(5);
    private static final Duration FAILED = Duration.ofMinutes(1);
    private static final Duration REFUSED = Duration.ofMinutes(10);

    private final Subscriptions all;
    private final String uri;
    private final IntConsumer told;
    private SipUri target;
    private Hop hop;
    private SipCallId callId;
    private NameAddress local;
    private NameAddress remote;
    private List<String> routes = List.of();
    private long cseq;
    private long theirs;
    private PhoneDocuments phone;
    private boolean heard;
    private boolean ended;
    private boolean queued;
    private String branch = "";
    private Draft sent;
    private int answers;
    private Optional<Integer> last = Optional.empty();
    private Optional<Future<?>> alarm = Optional.empty();
    private Optional<Future<?>> patience = Optional.empty();

    Subscription(Subscriptions all, String uri, IntConsumer told) {
        this.all = all;
        this.uri = uri;
        this.told = told;
    }

    /** Subscribes, in a new dialog. */
    void begin() {
        Optional<SipUri> address = SipUri.read(uri)
                .or(() -> NameAddress.readAll(uri).stream().findFirst().map(NameAddress::uri))
                .filter(SipUri::isSip);
        if (ended) {
            return;
        }
        if (address.isEmpty()) {
            failed(NOBODY);
            return;
        }
        all.stack()
                .locate(address.get().toString())
                .whenComplete((at, failure) -> all.run(() -> {
                    if (failure != null) {
                        failed(NOBODY);
                    } else {
                        begin(address.get().withoutHeaders(), at);
                    }
                }));
    }

    private void begin(SipUri address, Hop at) {
        if (ended) {
            return;
        }
        forget();
        target = address;
        hop = at;
        callId = new SipCallId(all.names().callId());
        local = NameAddress.of(Display.of(""), contact(), new Tag(all.names().tag(callId.text())));
        remote = NameAddress.of(Display.of(""), address, Tag.NONE);
        routes = all.legs().firstRoutes();
        cseq = 0;
        theirs = -1;
        heard = false;
        phone = new PhoneDocuments(all.event(), all.names()::ours);
        all.know(this, callId.text(), local.tag().text());
        send(SECONDS);
    }

    private SipUri contact() {
        return Contacts.uri("watch", target, hop);
    }

    private boolean established() {
        return callId != null && !remote.tag().isEmpty();
    }

    private void send(int seconds) {
        try {
            Addressing addressing = new Addressing(local, remote, callId, new CSeq(++cseq, Methods.SUBSCRIBE));
            Draft request = Draft.request(target, addressing);
            for (String route : routes) {
                request = request.with(HeaderName.ROUTE, route);
            }
            answers = 0;
            send(request.with(HeaderName.CONTACT, "<" + contact() + ">")
                    .with(HeaderName.EVENT, all.event().token())
                    .with(HeaderName.ACCEPT, all.event().type())
                    .with(HeaderName.EXPIRES, Integer.toString(seconds))
                    .with(HeaderName.USER_AGENT, all.product()));
        } catch (IllegalArgumentException cannotBeWritten) {
            failed(NOBODY);
        }
    }

    private void send(Draft request) {
        sent = request;
        branch = all.names().branch();
        all.send(this, branch, new SipOrder.Send(new OutgoingRequest(branch, request), hop));
    }

    private void renew() {
        if (!queued) {
            queued = true;
            all.pace(() -> {
                queued = false;
                if (!ended && established() && branch.isEmpty()) {
                    send(SECONDS);
                }
            });
        }
    }

    private void again(Duration after) {
        alarm.ifPresent(timer -> timer.cancel(false));
        alarm = all.later(() -> all.pace(this::begin), after);
    }

    /** The answer to a SUBSCRIBE; no answer at all is 0, 408 or 503. */
    void answered(String which, int code, Optional<Response> response) {
        if (!which.equals(branch)) {
            return;
        }
        branch = "";
        Optional<Credentials.Answer> proof = response.filter(r -> code == 401 || code == 407)
                .flatMap(r -> all.legs()
                        .credentials()
                        .answer(
                                new Credentials.Asked(Credentials.Role.FIRST_INVITE, Optional.empty(), answers),
                                r,
                                sent));
        if (code < 300 && response.isPresent()) {
            accepted(response.get());
        } else if (proof.isPresent() && answers == 0) {
            answers++;
            send(sent.numbered(++cseq).replacing(proof.get().field()));
        } else if (!ended && code == 481 && established()) {
            forget();
            all.pace(this::begin);
        } else if (!ended) {
            failed(code);
        }
    }

    private void accepted(Response ok) {
        if (remote.tag().isEmpty()) {
            remote = remote.withTag(ok.to().tag());
            List<String> reversed = new ArrayList<>(ok.items(HeaderName.RECORD_ROUTE));
            Collections.reverse(reversed);
            follow(reversed);
        }
        refresh(ok);
        if (ended) {
            if (!sent.first(HeaderName.EXPIRES).map(Object::toString).equals(Optional.of("0"))) {
                send(0);
            }
            return;
        }
        expires(ok.number(HeaderName.EXPIRES));
        if (!heard && patience.isEmpty()) {
            patience = all.later(() -> failed(408), PATIENCE);
        }
    }

    private void follow(List<String> recorded) {
        recorded.removeIf(SendableText::holdsControl);
        routes = List.copyOf(recorded);
    }

    private void refresh(Message said) {
        said.contact()
                .map(theirContact -> theirContact.uri().withoutHeaders())
                .filter(address -> !SendableText.holdsControl(address.toString()))
                .ifPresent(address -> target = address);
    }

    /** Renews when four fifths of that time are over. */
    private void expires(long seconds) {
        long granted = seconds < 0 ? SECONDS : Math.max(1, Math.min(seconds, SECONDS));
        alarm.ifPresent(timer -> timer.cancel(false));
        alarm = all.later(this::renew, Duration.ofMillis(granted * 800));
    }

    /** A NOTIFY with our tag. */
    void notified(SipEvent.RequestIn in) {
        Request request = in.request();
        int code = ended ? 200 : code(request);
        all.respond(in, code);
        if (code != 200 || ended) {
            return;
        }
        theirs = request.cseq().number();
        refresh(request);
        if (!request.body().isEmpty()) {
            said(phone.take(request.body().bytes()));
        }
        state(request.first(HeaderName.SUBSCRIPTION_STATE).orElse(""));
    }

    private int code(Request request) {
        String event = word(request.first(HeaderName.EVENT).orElse(""));
        Tag from = request.from().tag();
        if (!event.equalsIgnoreCase(all.event().token())) {
            return 489;
        } else if (!request.has(HeaderName.SUBSCRIPTION_STATE) || from.isEmpty()) {
            return 400;
        } else if (!remote.tag().isEmpty() && !remote.tag().equals(from)) {
            return 481;
        } else if (request.cseq().number() <= theirs) {
            return 500;
        } else if (request.body().length() > LARGEST_BODY) {
            return 413;
        } else if (!request.body().isEmpty()
                && !word(request.body().type().toString())
                        .equalsIgnoreCase(all.event().type())) {
            return 415;
        }
        if (remote.tag().isEmpty()) { // it was faster than the answer (RFC 6665 §4.4.1)
            remote = remote.withTag(from);
            follow(new ArrayList<>(request.items(HeaderName.RECORD_ROUTE)));
        }
        return 200;
    }

    private static String word(String value) {
        return value.split(";", 2)[0].strip();
    }

    private void said(PhoneDocuments.Taken taken) {
        if (taken == PhoneDocuments.Taken.READ || taken == PhoneDocuments.Taken.GAP) {
            heard = true;
            patience.ifPresent(timer -> timer.cancel(false));
            tell(phone.away() ? Subscriptions.AWAY : Subscriptions.THERE);
        }
        if (taken == PhoneDocuments.Taken.GAP) {
            renew();
        }
    }

    private void state(String value) {
        String state = word(value);
        if (!state.equalsIgnoreCase("terminated")) {
            parameter(value, "expires").ifPresent(this::expires);
            return;
        }
        String reason = value.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        if (reason.contains("reason=rejected") || reason.contains("reason=noresource")) {
            failed(reason.contains("rejected") ? 403 : 404);
            return;
        }
        forget();
        boolean waits = reason.contains("reason=giveup") || reason.contains("reason=probation");
        if (waits) {
            tell(480);
        }
        again(
                waits
                        ? parameter(value, "retry-after")
                                .map(seconds -> Duration.ofSeconds(Math.max(5, Math.min(seconds, 3_600))))
                                .orElse(FAILED)
                        : ENDED_BY_PEER);
    }

    private static Optional<Long> parameter(String value, String name) {
        for (String each : value.split(";")) {
            String[] parts = each.split("=", 2);
            if (parts.length == 2
                    && parts[0].strip().equalsIgnoreCase(name)
                    && parts[1].strip().matches("[0-9]{1,9}")) {
                return Optional.of(Long.parseLong(parts[1].strip()));
            }
        }
        return Optional.empty();
    }

    private void failed(int code) {
        if (ended) {
            return;
        }
        forget();
        tell(code);
        again(code == NOBODY || code == 408 || code >= 500 && code < 600 ? FAILED : REFUSED);
    }

    private void tell(int what) {
        if (!last.equals(Optional.of(what))) {
            last = Optional.of(what);
            told.accept(what);
        }
    }

    /** The dialog is over: what still comes in it belongs to nothing. */
    private void forget() {
        alarm.ifPresent(timer -> timer.cancel(false));
        patience.ifPresent(timer -> timer.cancel(false));
        patience = Optional.empty();
        if (callId != null) {
            all.forget(callId.text(), local.tag().text());
            branch = "";
            callId = null;
        }
    }

    /** Watches no more: tells the peer so; its last NOTIFY is answered for a while. */
    void end(boolean now) {
        if (ended) {
            return;
        }
        ended = true;
        alarm.ifPresent(timer -> timer.cancel(false));
        patience.ifPresent(timer -> timer.cancel(false));
        if (callId == null) {
            return;
        }
        if (established() && now) {
            send(0);
        } else if (established()) {
            all.pace(() -> send(0));
        }
        all.later(this::forget, PATIENCE);
    }
}
