package io.callcenter.b2b.leg;

import static org.assertj.core.api.Assertions.fail;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Watches everything that goes into a call and comes out of it, and knows what must never happen and what must have happened in the end. */
final class Referee {
    private enum Talk {
        STABLE,
        OURS,
        THEIRS
    }

    /** One dialog as the call's side sees it. */
    private static final class View {
        private Talk talk = Talk.STABLE;
        private String ourInvite = "";
        private String theirInvite = "";
        private boolean ackAwaited;
        private Instant acceptedAt = Instant.MAX;
        private boolean acked = true;
        private boolean ended;
        private long cseq;
        private String origin = "";
        private long version;
        private Sdp content;
        private int streams;
        private int offered;
    }

    /** One INVITE of ours. */
    private static final class Sent {
        private final PlainRequest request;
        private boolean ringing;
        private boolean cancelled;
        private boolean over;
        private final Set<String> answeredBy = new HashSet<>();
        private final Set<String> acked = new HashSet<>();
        private final Set<String> ended = new HashSet<>();

        Sent(PlainRequest request) {
            this.request = request;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(32);

    private final Map<String, View> views = new HashMap<>();
    private final Map<String, Sent> invites = new LinkedHashMap<>();
    private final Map<String, PlainRequest> served = new LinkedHashMap<>();
    private final Map<String, PlainResponse> finals = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, String> mainTags = new HashMap<>();
    private final Map<LegId, String> connects = new LinkedHashMap<>();
    private final Set<LegId> joined = new HashSet<>();
    private final Set<String> parted = new HashSet<>();
    private final Set<String> bound = new HashSet<>();
    /** Names that the component has bound before it brought an INVITE. */
    private final Set<String> named = new HashSet<>();
    /** Events of the subscriptions of each dialog whose REFER was taken, and how often their end was told. */
    private final Map<String, Map<String, Integer>> transfers = new HashMap<>();
    /** Dialogs in which a request of ours was not answered, or in a way that ends the dialog, and those whose peer said BYE. */
    private final Set<String> unsure = new HashSet<>();
    /** The dialog of each request of ours. */
    private final Map<String, List<String>> asked = new HashMap<>();
    /** Dialogs whose first REFER has come. */
    private final Set<String> refers = new HashSet<>();

    private final String callerId;
    private long seq;
    private boolean crashed;
    private boolean callEnded;
    private boolean callerGone;
    private boolean forgotten;

    Referee(String callerId, String callerTag) {
        this.callerId = callerId;
        mainTags.put(callerId, callerTag);
    }

    /**
     * The process has died: what it had not saved is forgotten, and what it had told may be told again. A leg that was acknowledged after the
     * record was written is unknown now: only its own requests end it.
     */
    void crashed(SavedLegs saved) {
        Set<String> confirmed = saved.legs().stream()
                .filter(leg -> leg.confirmed()
                        || leg.taker().isPresent()
                        || leg.invites().stream().anyMatch(i -> i.progress() != SavedLegs.Progress.OPEN))
                .map(leg -> leg.dialog().callId())
                .collect(Collectors.toSet());
        confirmed.add(callerId);
        mainTags.keySet().retainAll(confirmed);
        invites.values().stream()
                .filter(sent -> !confirmed.contains(sent.request.callId()))
                .forEach(sent -> sent.acked.forEach(tag -> parted.add(sent.request.callId() + " " + tag)));
        crashed = true;
        served.clear();
        finals.clear();
        connects.clear();
        joined.clear();
        open.clear();
        bound.clear();
        callEnded = false;
        callerGone = false;
        invites.values().forEach(sent -> sent.over = true);
        for (View view : views.values()) {
            view.talk = Talk.STABLE;
            view.ourInvite = "";
            view.theirInvite = "";
            view.ackAwaited = false;
            view.acked = true;
            view.ended = false;
            view.content = null;
            view.streams = 0;
        }
    }

    // What goes in.

    void sees(Object input, Instant now) {
        if (input instanceof PlainEvent.RequestIn in) {
            sees(in);
        } else if (input instanceof PlainEvent.CancelIn in) {
            served.put(in.transaction(), in.cancel());
        } else if (input instanceof PlainEvent.ResponseIn in) {
            sees(in);
        } else if (input instanceof PlainEvent.Unanswered in) {
            lost(in.branch());
        } else if (input instanceof PlainEvent.Unsent in) {
            lost(in.branch());
        } else if (input instanceof CallOrder.Connect order && !callEnded) {
            connects.putIfAbsent(order.leg(), "");
        } else if (input instanceof CallOrder.Take order && !callEnded && order.code() < 300) {
            connects.putIfAbsent(order.leg(), "");
        }
    }

    private void sees(PlainEvent.RequestIn in) {
        PlainRequest request = in.request();
        View view = view(request.callId());
        if (request.method().equals("ACK")) {
            if (view.ackAwaited && !view.theirInvite.isEmpty()) {
                PlainRequest invite = served.get(view.theirInvite);
                if (invite.cseq() == request.cseq()) {
                    view.ackAwaited = false;
                    view.theirInvite = "";
                    view.acked = true;
                    view.talk = Talk.STABLE;
                }
            }
            return;
        }
        served.put(in.transaction(), request);
        if (request.headers().first("Replaces").isPresent()) {
            mainTags.putIfAbsent(request.callId(), request.from().tag());
            named.add(request.callId() + "remote:" + request.from().tag());
        }
        if (request.method().equals("BYE")) {
            unsure.add(request.callId());
        }
        boolean offers = !request.body().isEmpty() && request.body().type().equals("application/sdp");
        boolean alone = view.theirInvite.isEmpty() && view.ourInvite.isEmpty() && !view.ended;
        if (request.method().equals("BYE")) {
            parted.add(request.callId() + " " + request.from().tag());
            view.ended |= !fork(request.callId(), request.from().tag());
        }
        if (alone && (request.method().equals("INVITE") || request.method().equals("UPDATE") && offers)) {
            view.theirInvite = in.transaction();
        }
        if (offers && alone) {
            view.talk = Talk.THEIRS;
            view.offered = streams(request.body());
        }
    }

    private void sees(PlainEvent.ResponseIn in) {
        PlainResponse response = in.response();
        Sent sent = invites.get(in.branch());
        boolean ends = response.code() == 408 || response.code() == 481;
        if (ends || response.method().equals("NOTIFY") && response.code() >= 300) {
            unsure.add(response.callId());
        }
        View view = view(response.callId());
        if (sent != null && response.method().equals("INVITE")) {
            invite(sent, view, response);
        } else if (response.code() >= 200 && view.ourInvite.equals(in.branch())) {
            view.talk = Talk.STABLE;
            view.ourInvite = "";
        }
    }

    private void invite(Sent sent, View view, PlainResponse response) {
        String branch = sent.request.branch();
        if (response.code() < 200) {
            sent.ringing = true;
        } else if (response.code() < 300) {
            boolean first = sent.answeredBy.isEmpty() && !sent.over;
            sent.answeredBy.add(response.to().tag());
            sent.over = true;
            if (first || crashed) {
                mainTags.putIfAbsent(response.callId(), response.to().tag());
            }
            if (first) {
                boolean offerless = sent.request.body().isEmpty();
                boolean body = Bodies.sdp(Plain.out(response.body())).isPresent();
                view.talk = offerless && body ? Talk.THEIRS : Talk.STABLE;
                view.offered = body ? streams(response.body()) : 0;
            }
        } else if (!sent.over) {
            over(branch);
        }
    }

    private void lost(String branch) {
        asked.getOrDefault(branch, List.of()).forEach(unsure::add);
        if (invites.containsKey(branch)) {
            over(branch);
        }
        views.values().stream().filter(v -> v.ourInvite.equals(branch)).forEach(v -> {
            v.ourInvite = "";
            v.talk = Talk.STABLE;
        });
    }

    private void over(String branch) {
        Sent sent = invites.get(branch);
        sent.over = true;
        View view = view(sent.request.callId());
        if (view.ourInvite.equals(branch)) {
            view.ourInvite = "";
            if (view.talk == Talk.OURS) {
                view.talk = Talk.STABLE;
            }
        }
    }

    // What comes out.

    void judges(PlainOrder order, Instant now) {
        check(!forgotten, "nothing after the end", order);
        if (order instanceof PlainOrder.Send o) {
            sent(o.request(), now);
        } else if (order instanceof PlainOrder.SendAck o) {
            acknowledged(o.ack());
        } else if (order instanceof PlainOrder.Cancel o) {
            Sent sent = invites.get(o.invite().branch());
            boolean onTime = sent != null && sent.ringing && !sent.over && !sent.cancelled;
            check(onTime || crashed && sent != null, "CANCEL at its time", order);
            sent.cancelled = true;
        } else if (order instanceof PlainOrder.EndTransaction o) {
            Sent sent = invites.get(o.branch());
            check(sent != null && !sent.over, "end of an open transaction", order);
            over(o.branch());
        } else if (order instanceof PlainOrder.Respond o) {
            responded(o, now);
        } else if (order instanceof PlainOrder.Bind o) {
            check(bound.add(o.sipCallId() + o.ourTag()), "bound once", order);
        } else if (order instanceof PlainOrder.Unbind o) {
            String name = o.sipCallId() + o.ourTag();
            check(bound.remove(name) || named.remove(name), "unbound once", order);
        } else if (order instanceof PlainOrder.Forget) {
            forgotten = true;
        }
    }

    /** What is sent without a call. */
    void judgesStray(PlainOrder order) {
        if (order instanceof PlainOrder.Send o) {
            part(o.request());
        } else if (order instanceof PlainOrder.SendAck o) {
            invites.values().stream()
                    .filter(s -> s.request.callId().equals(o.ack().callId())
                            && s.request.cseq() == o.ack().cseq())
                    .forEach(s -> s.acked.add(o.ack().to().tag()));
        } else if (order instanceof PlainOrder.Respond o) {
            check(finals.putIfAbsent(o.transaction(), o.response()) == null, "one final answer", order);
        }
    }

    private void sent(PlainRequest request, Instant now) {
        View view = view(request.callId());
        boolean main = !fork(request.callId(), request.to().tag());
        if (request.method().equals("BYE")) {
            part(request);
        }
        asked.put(request.branch(), List.of(request.callId()));
        if (request.method().equals("NOTIFY")) {
            told(request);
        }
        if (!main) {
            return;
        }
        check(request.cseq() > view.cseq, "rising CSeq", request);
        check(!view.ended, "nothing after BYE", request);
        view.cseq = request.cseq();
        boolean late = !now.isBefore(safe(view.acceptedAt));
        check(view.acked || late, "nothing before the ACK of whoever has called", request);
        boolean offers = request.method().equals("UPDATE") && !request.body().isEmpty();
        if (request.method().equals("INVITE") || offers) {
            check(view.ourInvite.isEmpty() && view.theirInvite.isEmpty(), "free gate", request);
            view.ourInvite = request.branch();
            if (!request.body().isEmpty()) {
                check(view.talk == Talk.STABLE, "offer in a stable session", request);
                view.talk = Talk.OURS;
                offer(view, request.body());
            }
        }
        if (request.method().equals("INVITE")) {
            invites.put(request.branch(), new Sent(request));
        }
        view.ended = request.method().equals("BYE");
    }

    private static Instant safe(Instant at) {
        return at.equals(Instant.MAX) ? at : at.plus(PATIENCE);
    }

    private boolean fork(String callId, String tag) {
        return !tag.isEmpty() && !tag.equals(mainTags.get(callId));
    }

    private void told(PlainRequest notify) {
        String event = notify.headers().first("Event").orElseThrow();
        Map<String, Integer> all = transfers.getOrDefault(notify.callId(), Map.of());
        check(all.containsKey(event) || crashed, "a NOTIFY for a REFER that was taken", notify);
        boolean last =
                notify.headers().first("Subscription-State").orElseThrow().startsWith("terminated");
        int before = all.getOrDefault(event, 0);
        check(before == 0 || crashed, "nothing after the last NOTIFY", notify);
        if (all.containsKey(event)) {
            all.put(event, last ? before + 1 : before);
        }
    }

    private void taken(PlainRequest refer, PlainResponse response) {
        boolean silent = refer.headers().first("Refer-Sub").isPresent();
        Map<String, Integer> all = transfers.computeIfAbsent(refer.callId(), id -> new HashMap<>());
        boolean considered = List.of(202, 403, 486).contains(response.code());
        boolean first = considered && refers.add(refer.callId());
        if (response.code() == 202 && !silent) {
            all.put(first ? "refer" : "refer;id=" + refer.cseq(), 0);
        }
    }

    private void part(PlainRequest bye) {
        parted.add(bye.callId() + " " + bye.to().tag());
    }

    private void acknowledged(PlainRequest ack) {
        Sent sent = invites.values().stream()
                .filter(s -> s.request.callId().equals(ack.callId()) && s.request.cseq() == ack.cseq())
                .findFirst()
                .orElse(null);
        check(sent != null && sent.answeredBy.contains(ack.to().tag()), "ACK for an answer", ack);
        View view = view(ack.callId());
        boolean first = sent.acked.add(ack.to().tag());
        boolean main = ack.to().tag().equals(mainTags.get(ack.callId()));
        boolean lastWord =
                !ack.body().isEmpty() && Descriptions.refusesAll(ack.body().text());
        boolean ours = view.ourInvite.equals(sent.request.branch());
        if (!first || !main || crashed && lastWord && !ours) {
            return;
        }
        if (view.ourInvite.equals(sent.request.branch())) {
            view.ourInvite = "";
            check(view.talk != Talk.THEIRS || !ack.body().isEmpty(), "an answer to the offer", ack);
            if (!ack.body().isEmpty()) {
                check(view.talk == Talk.THEIRS, "an answer to an offer only", ack);
                answer(view, ack.body());
            }
            view.talk = Talk.STABLE;
        } else if (!ack.body().isEmpty()) {
            described(view, ack.body());
        }
    }

    private void responded(PlainOrder.Respond order, Instant now) {
        PlainRequest request = served.get(order.transaction());
        PlainResponse response = order.response();
        check(request != null, "a request to answer", order);
        if (response.code() < 200) {
            check(!finals.containsKey(order.transaction()), "no provisional answer after a final one", order);
            return;
        }
        PlainResponse former = finals.putIfAbsent(order.transaction(), response);
        boolean invite = request.method().equals("INVITE");
        if (former != null) {
            check(invite && response.code() < 300 && former.equals(response), "one final answer", order);
            return;
        }
        if (request.method().equals("REFER")) {
            taken(request, response);
        }
        View view = view(request.callId());
        if (view.theirInvite.equals(order.transaction())) {
            settled(view, request, response, now);
        }
    }

    private void settled(View view, PlainRequest request, PlainResponse response, Instant now) {
        boolean accepted = response.code() < 300;
        if (accepted && !response.body().isEmpty()) {
            if (view.talk == Talk.THEIRS) {
                answer(view, response.body());
                view.talk = Talk.STABLE;
            } else {
                check(view.talk == Talk.STABLE, "offer in a stable session", response);
                offer(view, response.body());
                view.talk = Talk.OURS;
            }
        } else if (view.talk == Talk.THEIRS) {
            check(!accepted, "an answer to an accepted offer", response);
            view.talk = Talk.STABLE;
        }
        view.ackAwaited = accepted && request.method().equals("INVITE");
        if (!view.ackAwaited) {
            view.theirInvite = "";
        } else if (request.to().tag().isEmpty()) {
            view.acceptedAt = now;
            view.acked = false;
        }
    }

    private void offer(View view, PlainBody body) {
        Sdp sdp = described(view, body);
        check(sdp.media().size() >= view.streams, "no stream lost", body);
        view.streams = sdp.media().size();
    }

    private void answer(View view, PlainBody body) {
        Sdp sdp = described(view, body);
        check(sdp.media().size() == view.offered, "as many streams as offered: " + view.offered, body);
        view.streams = Math.max(view.streams, sdp.media().size());
    }

    private Sdp described(View view, PlainBody body) {
        Sdp sdp = Sdp.parse(body.text()).orElseThrow();
        String[] origin = Descriptions.origin(body.text());
        check(view.origin.isEmpty() || view.origin.equals(origin[1]), "one origin", body);
        view.origin = origin[1];
        long version = Long.parseLong(origin[2]);
        boolean same = sdp.equals(view.content);
        boolean next = same ? version == view.version : version == view.version + 1;
        // After a crash the ACK of a 2xx that comes again is no repetition of ours: it may have taken a number.
        next |= crashed && (same ? version >= view.version : version > view.version);
        check(view.content == null ? version > view.version : next, "version", body);
        view.version = version;
        view.content = sdp;
        return sdp;
    }

    private static int streams(PlainBody body) {
        return Bodies.sdp(Plain.out(body)).map(sdp -> sdp.media().size()).orElse(0);
    }

    // What is reported.

    void hears(CallEvent event) {
        check(crashed ? event.seq() > seq : event.seq() == seq + 1, "numbered in order", event);
        seq = event.seq();
        check(!callEnded, "nothing after CallEnded", event);
        check(event instanceof CallEvent.Arrived == (seq == 1), "Arrived first and once", event);
        if (event instanceof CallEvent.Answered e) {
            check(open.add("answered " + e.leg()) && pending(e.leg()), "answered once", event);
        } else if (event instanceof CallEvent.Progress e) {
            check(pending(e.leg()), "progress of a pending leg", event);
        } else if (event instanceof CallEvent.Connected e) {
            settle(e.leg(), event);
            joined.add(e.leg());
        } else if (event instanceof CallEvent.Refused e) {
            settle(e.leg(), event);
        } else if (event instanceof CallEvent.ConnectFailed e) {
            settle(e.leg(), event);
        } else if (event instanceof CallEvent.Dropped e) {
            settle(e.leg(), event);
        } else if (event instanceof CallEvent.LegEnded e) {
            check(joined.remove(e.leg()) || crashed, "an end for each connected leg", event);
        } else if (event instanceof CallEvent.CallerGone) {
            check(!callerGone, "gone once", event);
            callerGone = true;
        } else if (event instanceof CallEvent.CallEnded) {
            callEnded = true;
            check(joined.isEmpty() || crashed, "each connected leg ended before", event);
            check(connects.values().stream().noneMatch(String::isEmpty), "each Connect settled before", event);
        }
    }

    private boolean pending(LegId leg) {
        return "".equals(connects.get(leg)) || crashed && !connects.containsKey(leg);
    }

    private void settle(LegId leg, CallEvent event) {
        check(pending(leg) || crashed && !connects.containsKey(leg), "one terminal event", event);
        connects.put(leg, event.toString());
    }

    // In the end.

    void closes() {
        check(callEnded, "CallEnded", "end");
        check(forgotten, "forgotten", "end");
        check(bound.isEmpty(), "everything unbound", bound);
        served.forEach((transaction, request) -> {
            if (!request.method().equals("ACK")) {
                check(finals.containsKey(transaction), "a final answer to each request", request);
            }
        });
        invites.values().forEach(this::closes);
        transfers.forEach((dialog, all) -> all.forEach((event, told) ->
                check(told == 1 || crashed || unsure.contains(dialog), "one last NOTIFY for each transfer", dialog)));
    }

    private void closes(Sent sent) {
        check(sent.over, "each INVITE has an end", sent.request);
        for (String tag : sent.answeredBy) {
            check(sent.acked.contains(tag), "an ACK for each answer", sent.request);
            check(parted.contains(sent.request.callId() + " " + tag), "each answered leg ended", sent.request);
        }
    }

    private View view(String callId) {
        return views.computeIfAbsent(callId, id -> new View());
    }

    private static void check(boolean holds, String rule, Object what) {
        if (!holds) {
            fail(rule + ": " + what);
        }
    }

    List<LegId> legs() {
        return List.copyOf(connects.keySet());
    }
}
