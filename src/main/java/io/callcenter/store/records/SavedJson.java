package io.callcenter.store.records;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.Caller;
import io.callcenter.core.Cdr;
import io.callcenter.core.PassedFields;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Withheld;
import io.callcenter.message.Draft;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.files.TimeText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes saved calls and call detail records as JSON exactly as the mapper of {@link StoredJson} does, which reads them; but names each field itself,
 * for that is done some times for each call. A field that is added to one of these records is added here, at the same place.
 */
public final class SavedJson {
    private final JsonBytes out;
    private final MessageJsonCache texts;

    private SavedJson(JsonBytes out, MessageJsonCache texts) {
        this.out = out;
        this.texts = texts;
    }

    static byte[] of(SavedCall call) {
        JsonBytes out = new JsonBytes(1_024);
        write(call, out);
        return out.toArray();
    }

    static void write(SavedCall call, JsonBytes out) {
        new SavedJson(out, new MessageJsonCache()).call(call);
    }

    static byte[] of(Cdr record) {
        SavedJson json = new SavedJson(new JsonBytes(512), new MessageJsonCache());
        json.record(record);
        return json.out.toArray();
    }

    /** The legs' part; what a former save of the call had too is taken from {@code texts}. */
    public static byte[] of(SavedLegs legs, MessageJsonCache texts) {
        JsonBytes out = new JsonBytes(4_096);
        write(legs, texts, out);
        byte[] json = out.toArray();
        texts.standIn(json, 0);
        return json;
    }

    /** The same behind what is written there; where it stands then is to be told to {@code texts}. */
    static void write(SavedLegs legs, MessageJsonCache texts, JsonBytes out) {
        texts.begin();
        new SavedJson(out, texts).legs(legs);
        texts.end();
    }

    private void call(SavedCall call) {
        out.begin();
        out.name("version").value(call.version());
        text("call", call.call());
        out.name("sequence").value(call.sequence());
        text("flow", call.flow());
        name("state", call.state());
        name("media", call.media());
        caller(call.caller());
        out.name("callerName").value(call.callerName());
        out.name("param").value(call.param());
        time("received", call.received());
        time("queuedSince", call.queuedSince());
        time("legStarted", call.legStarted());
        time("established", call.established());
        out.name("rejections").value(call.rejections());
        out.name("estimatedWait").value(call.estimatedWait());
        out.name("distributed").value(call.distributed());
        out.name("headClass").value(call.headClass());
        out.name("priority").value(call.priority());
        out.name("entry").value(call.entry());
        text("agent", call.agent());
        text("pending", call.pending());
        text("right", call.right());
        text("beside", call.beside());
        out.name("legs").value(call.legs());
        text("pickUp", call.pickUp());
        part("segment", call.segment(), this::segment);
        out.end();
    }

    private void segment(SavedSegment segment) {
        out.begin();
        out.name("number").value(segment.number());
        out.name("entered").value(segment.entered());
        time("began", segment.began());
        out.name("records").value(segment.records());
        out.name("transfers").value(segment.transfers());
        part("open", segment.open(), this::transfer);
        part("back", segment.back(), this::way);
        text("by", segment.by());
        passed(segment.passed());
        out.name("kind").value(segment.kind());
        text("aside", segment.aside());
        text("maker", segment.maker());
        text("referrer", segment.referrer());
        out.name("came").value(segment.came());
        out.end();
    }

    private void facts(SegmentFacts segment) {
        out.begin();
        out.name("number").value(segment.number());
        out.name("kind").value(segment.kind());
        text("by", segment.by());
        out.name("outcome").value(segment.outcome());
        passed(segment.passed());
        out.name("code").value(segment.code());
        number("caller", segment.caller());
        out.end();
    }

    private void passed(PassedFields passed) {
        out.name("passed").begin();
        out.name("fields").beginList();
        for (PassedFields.Passed field : passed.fields()) {
            out.begin();
            out.name("name").value(field.name());
            out.name("value").value(field.value());
            out.end();
        }
        out.endList();
        out.end();
    }

    private void way(SavedSegment.SavedReturn back) {
        out.begin();
        text("flow", back.flow());
        out.name("seconds").value(back.seconds());
        time("at", back.at());
        out.end();
    }

    private void transfer(SavedSegment.SavedTransfer transfer) {
        out.begin();
        text("flow", transfer.flow());
        text("agent", transfer.agent());
        out.name("address").value(transfer.address());
        time("begun", transfer.begun());
        text("by", transfer.by());
        text("asker", transfer.asker());
        out.name("referredBy").value(transfer.referredBy());
        out.name("replaces").value(transfer.replaces());
        text("pickUp", transfer.pickUp());
        out.name("origin").begin();
        out.name("taken").value(transfer.origin().taken());
        time("received", transfer.origin().received());
        time("queued", transfer.origin().queued());
        out.end();
        out.end();
    }

    private void caller(Caller caller) {
        out.name("caller").begin();
        out.name("user").value(caller.user());
        out.name("display").value(caller.display());
        out.name("uri").value(caller.uri());
        text("privacy", caller.privacy());
        number("number", caller.number());
        out.end();
    }

    private void number(String name, Optional<Withheld> number) {
        text(name, number.map(Withheld::number));
    }

    private void record(Cdr record) {
        out.begin();
        text("call", record.call());
        out.name("number").value(record.number());
        out.name("caller").value(record.caller());
        time("received", record.received());
        text("waited", record.waited());
        text("pickUp", record.pickUp());
        text("talked", record.talked());
        text("flow", record.flow());
        text("agent", record.agent());
        out.name("type").value(record.type());
        out.name("rejected").value(record.rejected());
        out.name("stats").value(record.stats());
        out.name("sequence").value(record.sequence());
        name("media", record.media());
        text("transferredTo", record.transferredTo());
        part("segment", record.segment(), this::facts);
        out.end();
    }

    private void legs(SavedLegs legs) {
        out.begin();
        out.name("format").value(legs.format());
        out.name("version").value(legs.version());
        text("call", legs.call());
        out.name("events").value(legs.events());
        caller(legs.caller());
        out.name("legs").beginList();
        for (SavedLegs.Leg leg : legs.legs()) {
            leg(leg);
        }
        out.endList();
        out.name("setups").beginList();
        for (SavedLegs.Setup setup : legs.setups()) {
            setup(setup);
        }
        out.endList();
        text("right", legs.right());
        text("heard", legs.heard());
        texts("known", legs.known());
        time("limit", legs.limit());
        text("over", legs.over());
        out.name("facts").beginList();
        for (CallEvent fact : legs.facts()) {
            fact(fact);
        }
        out.endList();
        out.end();
    }

    private void caller(SavedLegs.Caller caller) {
        out.name("caller").begin();
        kept("invite", caller.invite(), () -> out.value(caller.invite().written()));
        out.name("hops").value(caller.hops());
        texts("privacy", caller.privacy());
        text("asserted", caller.asserted());
        dialog(caller.dialog());
        descriptions(caller.descriptions());
        texts("tags", caller.tags());
        ok(caller.ok());
        out.name("confirmed").value(caller.confirmed());
        invites(caller.invites());
        out.name("leaving").value(caller.leaving());
        out.name("gone").value(caller.gone());
        out.end();
    }

    private void leg(SavedLegs.Leg leg) {
        out.begin();
        text("id", leg.id());
        dialog(leg.dialog());
        descriptions(leg.descriptions());
        invites(leg.invites());
        out.name("confirmed").value(leg.confirmed());
        out.name("leaving").value(leg.leaving());
        text("realm", leg.realm());
        text("joinedAs", leg.joinedAs());
        part("referral", leg.referral(), this::referral);
        part("taker", leg.taker(), this::taker);
        out.name("lent").value(leg.lent());
        out.end();
    }

    private void taker(SavedLegs.Taker taker) {
        out.begin();
        kept("invite", taker.invite(), () -> out.value(taker.invite().text()));
        ok(taker.ok());
        out.end();
    }

    private void ok(Optional<Draft> ok) {
        out.name("ok");
        if (ok.isPresent()) {
            kept(ok.get(), () -> out.value(ok.get().written()));
        } else {
            out.nothing();
        }
    }

    private void referral(SavedLegs.Referral referral) {
        out.begin();
        out.name("event").value(referral.event());
        out.name("silent").value(referral.silent());
        out.name("aside").value(referral.aside());
        out.end();
    }

    private void dialog(SavedLegs.Dialog dialog) {
        out.name("dialog").begin();
        out.name("callId").value(dialog.callId());
        text("contact", dialog.contact());
        text("local", dialog.local());
        text("remote", dialog.remote());
        out.name("cseq").value(dialog.cseq());
        out.name("remoteCseq").value(dialog.remoteCseq());
        texts("routes", dialog.routes());
        text("target", dialog.target());
        out.name("hop");
        hop(dialog.hop());
        out.name("updates").value(dialog.updates());
        out.name("session");
        if (dialog.session().isPresent()) {
            out.begin();
            out.name("seconds").value(dialog.session().get().seconds());
            out.name("ours").value(dialog.session().get().ours());
            out.end();
        } else {
            out.nothing();
        }
        out.end();
    }

    private void hop(Hop hop) {
        out.begin();
        out.name("transport").value(hop.transport());
        out.name("remoteHost").value(hop.remoteHost());
        out.name("remotePort").value(hop.remotePort());
        out.name("localHost").value(hop.localHost());
        out.name("localPort").value(hop.localPort());
        out.name("self").value(hop.self());
        out.end();
    }

    private void descriptions(SavedLegs.Descriptions said) {
        kept("descriptions", said, () -> written(said));
    }

    private void written(SavedLegs.Descriptions said) {
        out.begin();
        out.name("address").value(said.address());
        out.name("origin").value(said.origin());
        out.name("version").value(said.version());
        out.name("places").beginList();
        for (SavedLegs.Place place : said.places()) {
            out.begin();
            out.name("type").value(place.type());
            name("family", place.family());
            out.name("protocol").value(place.protocol());
            out.name("formats").value(place.formats());
            out.end();
        }
        out.endList();
        text("received", said.received());
        text("agreed", said.agreed());
        out.end();
    }

    private void invites(List<SavedLegs.Invite> invites) {
        out.name("invites").beginList();
        for (SavedLegs.Invite invite : invites) {
            out.begin();
            out.name("request");
            request(invite.request());
            out.name("offered").value(invite.offered());
            name("progress", invite.progress());
            text("tag", invite.tag());
            text("offer", invite.offer());
            out.name("ack");
            if (invite.ack().isPresent()) {
                request(invite.ack().get());
            } else {
                out.nothing();
            }
            time("at", invite.at());
            out.end();
        }
        out.endList();
    }

    private void request(OutgoingRequest request) {
        kept(request, () -> {
            out.begin();
            out.name("branch").value(request.branch());
            out.name("draft").value(request.draft().written());
            out.end();
        });
    }

    private void setup(SavedLegs.Setup setup) {
        out.begin();
        kept("order", setup.order(), () -> order(setup.order()));
        name("step", setup.step());
        out.name("branch").value(setup.branch());
        time("since", setup.since());
        text("player", setup.player());
        time("until", setup.until());
        out.end();
    }

    private void order(CallOrder.Connect order) {
        out.begin();
        text("call", order.call());
        text("leg", order.leg());
        name("purpose", order.purpose());
        out.name("target");
        target(order.target());
        out.name("display").value(order.display());
        texts("headers", order.headers());
        out.name("announcement");
        if (order.announcement().isPresent()) {
            target(order.announcement().get());
        } else {
            out.nothing();
        }
        name("offer", order.offer());
        out.end();
    }

    private void target(CallOrder.Target target) {
        out.begin();
        out.name("uri").value(target.uri());
        out.name("hop");
        if (target.hop().isPresent()) {
            hop(target.hop().get());
        } else {
            out.nothing();
        }
        out.end();
    }

    private void fact(CallEvent fact) {
        if (fact instanceof CallEvent.Answered answered) {
            begin("CallEvent$Answered", fact);
            text("leg", answered.leg());
            time("at", answered.at());
        } else if (fact instanceof CallEvent.Connected connected) {
            begin("CallEvent$Connected", fact);
            text("leg", connected.leg());
            time("at", connected.at());
        } else if (fact instanceof CallEvent.Refused refused) {
            begin("CallEvent$Refused", fact);
            text("leg", refused.leg());
            out.name("code").value(refused.code());
            texts("contacts", refused.contacts());
            time("at", refused.at());
        } else if (fact instanceof CallEvent.ConnectFailed failed) {
            begin("CallEvent$ConnectFailed", fact);
            text("leg", failed.leg());
            name("side", failed.side());
            out.name("code").value(failed.code());
            name("hears", failed.hears());
            time("at", failed.at());
        } else if (fact instanceof CallEvent.Dropped dropped) {
            begin("CallEvent$Dropped", fact);
            text("leg", dropped.leg());
            time("at", dropped.at());
        } else if (fact instanceof CallEvent.LegEnded ended) {
            begin("CallEvent$LegEnded", fact);
            text("leg", ended.leg());
            name("by", ended.by());
            time("at", ended.at());
        } else if (fact instanceof CallEvent.CallerGone gone) {
            begin("CallEvent$CallerGone", fact);
            name("how", gone.how());
            time("at", gone.at());
        } else if (fact instanceof CallEvent.CallEnded ended) {
            begin("CallEvent$CallEnded", fact);
            name("cause", ended.cause());
            time("at", ended.at());
        } else {
            throw new IllegalArgumentException("never saved: " + fact.getClass().getSimpleName());
        }
        out.end();
    }

    private void begin(String kind, CallEvent fact) {
        out.begin();
        out.name("fact").value(kind);
        text("call", fact.call());
        out.name("seq").value(fact.seq());
    }

    private interface Writer<T> {
        void write(T part);
    }

    private <T> void part(String name, Optional<T> part, Writer<T> writer) {
        out.name(name);
        if (part.isPresent()) {
            writer.write(part.get());
        } else {
            out.nothing();
        }
    }

    private void kept(String name, Object part, Runnable writing) {
        out.name(name);
        kept(part, writing);
    }

    /** A part that is the same object in each save until it changes. */
    private void kept(Object part, Runnable writing) {
        texts.write(part, out, writing);
    }

    private void text(String name, Object value) {
        out.name(name).value(value.toString());
    }

    private void text(String name, Optional<?> value) {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            out.name(name).nothing();
        }
    }

    private void name(String name, Enum<?> value) {
        out.name(name).value(value.name());
    }

    private void texts(String name, List<?> values) {
        out.name(name).beginList();
        for (Object value : values) {
            out.value(value.toString());
        }
        out.endList();
    }

    private void time(String name, Instant at) {
        out.name(name).value(TimeText.of(at));
    }

    private void time(String name, Optional<Instant> at) {
        if (at.isPresent()) {
            time(name, at.get());
        } else {
            out.name(name).nothing();
        }
    }
}
