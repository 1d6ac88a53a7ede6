package io.callcenter.store.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
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
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.files.TimeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes saved calls and call detail records as JSON exactly as the mapper of {@link StoredJson} does, which reads them; but names each field itself,
 * for that is done some times for each call. A field that is added to one of these records is added here, at the same place.
 */
public final class SavedJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;
    private final MessageJsonCache texts;

    private SavedJson(JsonGenerator out, MessageJsonCache texts) {
        this.out = out;
        this.texts = texts;
    }

    private interface Part {
        void write(SavedJson json) throws IOException;
    }

    static byte[] of(SavedCall call) {
        return bytes(new MessageJsonCache(), json -> json.call(call));
    }

    static byte[] of(Cdr record) {
        return bytes(new MessageJsonCache(), json -> json.record(record));
    }

    /** The legs' part; what a former save of the call had too is taken from {@code texts}. */
    public static byte[] of(SavedLegs legs, MessageJsonCache texts) {
        texts.begin();
        return bytes(texts, json -> json.legs(legs));
    }

    private static byte[] bytes(MessageJsonCache texts, Part part) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler());
                JsonGenerator out = FACTORY.createGenerator(bytes)) {
            part.write(new SavedJson(out, texts));
            out.flush();
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException("a part of a call cannot be written as JSON", e);
        }
    }

    private void call(SavedCall call) throws IOException {
        out.writeStartObject();
        out.writeNumberField("version", call.version());
        text("call", call.call());
        out.writeNumberField("sequence", call.sequence());
        text("flow", call.flow());
        name("state", call.state());
        name("media", call.media());
        caller(call.caller());
        out.writeStringField("callerName", call.callerName());
        out.writeStringField("param", call.param());
        time("received", call.received());
        time("queuedSince", call.queuedSince());
        time("legStarted", call.legStarted());
        time("established", call.established());
        out.writeNumberField("rejections", call.rejections());
        out.writeNumberField("estimatedWait", call.estimatedWait());
        out.writeBooleanField("distributed", call.distributed());
        out.writeNumberField("headClass", call.headClass());
        out.writeNumberField("priority", call.priority());
        out.writeNumberField("entry", call.entry());
        text("agent", call.agent());
        text("pending", call.pending());
        text("right", call.right());
        text("beside", call.beside());
        out.writeNumberField("legs", call.legs());
        text("pickUp", call.pickUp());
        part("segment", call.segment(), this::segment);
        out.writeEndObject();
    }

    private void segment(SavedSegment segment) throws IOException {
        out.writeStartObject();
        out.writeNumberField("number", segment.number());
        out.writeNumberField("entered", segment.entered());
        time("began", segment.began());
        out.writeNumberField("records", segment.records());
        out.writeNumberField("transfers", segment.transfers());
        part("open", segment.open(), this::transfer);
        part("back", segment.back(), this::way);
        text("by", segment.by());
        passed(segment.passed());
        out.writeStringField("kind", segment.kind());
        out.writeEndObject();
    }

    private void facts(SegmentFacts segment) throws IOException {
        out.writeStartObject();
        out.writeNumberField("number", segment.number());
        out.writeStringField("kind", segment.kind());
        text("by", segment.by());
        out.writeStringField("outcome", segment.outcome());
        passed(segment.passed());
        out.writeEndObject();
    }

    private void passed(PassedFields passed) throws IOException {
        out.writeObjectFieldStart("passed");
        out.writeArrayFieldStart("fields");
        for (PassedFields.Passed field : passed.fields()) {
            out.writeStartObject();
            out.writeStringField("name", field.name());
            out.writeStringField("value", field.value());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void way(SavedSegment.SavedReturn back) throws IOException {
        out.writeStartObject();
        text("flow", back.flow());
        out.writeNumberField("seconds", back.seconds());
        time("at", back.at());
        out.writeEndObject();
    }

    private void transfer(SavedSegment.SavedTransfer transfer) throws IOException {
        out.writeStartObject();
        text("flow", transfer.flow());
        text("agent", transfer.agent());
        out.writeStringField("address", transfer.address());
        time("begun", transfer.begun());
        text("by", transfer.by());
        text("asker", transfer.asker());
        out.writeStringField("referredBy", transfer.referredBy());
        out.writeStringField("replaces", transfer.replaces());
        text("pickUp", transfer.pickUp());
        out.writeEndObject();
    }

    private void caller(Caller caller) throws IOException {
        out.writeObjectFieldStart("caller");
        out.writeStringField("user", caller.user());
        out.writeStringField("display", caller.display());
        out.writeStringField("uri", caller.uri());
        text("privacy", caller.privacy());
        out.writeEndObject();
    }

    private void record(Cdr record) throws IOException {
        out.writeStartObject();
        text("call", record.call());
        out.writeNumberField("number", record.number());
        out.writeStringField("caller", record.caller());
        time("received", record.received());
        text("waited", record.waited());
        text("pickUp", record.pickUp());
        text("talked", record.talked());
        text("flow", record.flow());
        text("agent", record.agent());
        out.writeNumberField("type", record.type());
        out.writeNumberField("rejected", record.rejected());
        out.writeNumberField("stats", record.stats());
        out.writeNumberField("sequence", record.sequence());
        name("media", record.media());
        text("transferredTo", record.transferredTo());
        part("segment", record.segment(), this::facts);
        out.writeEndObject();
    }

    private void legs(SavedLegs legs) throws IOException {
        out.writeStartObject();
        out.writeNumberField("format", legs.format());
        out.writeNumberField("version", legs.version());
        text("call", legs.call());
        out.writeNumberField("events", legs.events());
        caller(legs.caller());
        out.writeArrayFieldStart("legs");
        for (SavedLegs.Leg leg : legs.legs()) {
            leg(leg);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("setups");
        for (SavedLegs.Setup setup : legs.setups()) {
            setup(setup);
        }
        out.writeEndArray();
        text("right", legs.right());
        text("heard", legs.heard());
        texts("known", legs.known());
        time("limit", legs.limit());
        text("over", legs.over());
        out.writeArrayFieldStart("facts");
        for (CallEvent fact : legs.facts()) {
            fact(fact);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void caller(SavedLegs.Caller caller) throws IOException {
        out.writeObjectFieldStart("caller");
        kept(
                "invite",
                caller.invite(),
                json -> json.out.writeString(caller.invite().text()));
        out.writeNumberField("hops", caller.hops());
        texts("privacy", caller.privacy());
        text("asserted", caller.asserted());
        dialog(caller.dialog());
        descriptions(caller.descriptions());
        texts("tags", caller.tags());
        out.writeFieldName("ok");
        if (caller.ok().isPresent()) {
            kept(
                    caller.ok().get(),
                    json -> json.out.writeString(caller.ok().get().text()));
        } else {
            out.writeNull();
        }
        out.writeBooleanField("confirmed", caller.confirmed());
        invites(caller.invites());
        out.writeBooleanField("leaving", caller.leaving());
        out.writeBooleanField("gone", caller.gone());
        out.writeEndObject();
    }

    private void leg(SavedLegs.Leg leg) throws IOException {
        out.writeStartObject();
        text("id", leg.id());
        dialog(leg.dialog());
        descriptions(leg.descriptions());
        invites(leg.invites());
        out.writeBooleanField("confirmed", leg.confirmed());
        out.writeBooleanField("leaving", leg.leaving());
        text("realm", leg.realm());
        text("joinedAs", leg.joinedAs());
        part("referral", leg.referral(), this::referral);
        out.writeEndObject();
    }

    private void referral(SavedLegs.Referral referral) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", referral.event());
        out.writeBooleanField("silent", referral.silent());
        out.writeBooleanField("aside", referral.aside());
        out.writeEndObject();
    }

    private void dialog(SavedLegs.Dialog dialog) throws IOException {
        out.writeObjectFieldStart("dialog");
        out.writeStringField("callId", dialog.callId());
        text("contact", dialog.contact());
        text("local", dialog.local());
        text("remote", dialog.remote());
        out.writeNumberField("cseq", dialog.cseq());
        out.writeNumberField("remoteCseq", dialog.remoteCseq());
        texts("routes", dialog.routes());
        text("target", dialog.target());
        out.writeFieldName("hop");
        hop(dialog.hop());
        out.writeBooleanField("updates", dialog.updates());
        out.writeFieldName("session");
        if (dialog.session().isPresent()) {
            out.writeStartObject();
            out.writeNumberField("seconds", dialog.session().get().seconds());
            out.writeBooleanField("ours", dialog.session().get().ours());
            out.writeEndObject();
        } else {
            out.writeNull();
        }
        out.writeEndObject();
    }

    private void hop(Hop hop) throws IOException {
        out.writeStartObject();
        out.writeStringField("transport", hop.transport());
        out.writeStringField("remoteHost", hop.remoteHost());
        out.writeNumberField("remotePort", hop.remotePort());
        out.writeStringField("localHost", hop.localHost());
        out.writeNumberField("localPort", hop.localPort());
        out.writeBooleanField("self", hop.self());
        out.writeEndObject();
    }

    private void descriptions(SavedLegs.Descriptions said) throws IOException {
        kept("descriptions", said, json -> json.written(said));
    }

    private void written(SavedLegs.Descriptions said) throws IOException {
        out.writeStartObject();
        out.writeStringField("address", said.address());
        out.writeNumberField("origin", said.origin());
        out.writeNumberField("version", said.version());
        out.writeArrayFieldStart("places");
        for (SavedLegs.Place place : said.places()) {
            out.writeStartObject();
            out.writeStringField("type", place.type());
            name("family", place.family());
            out.writeStringField("protocol", place.protocol());
            out.writeStringField("formats", place.formats());
            out.writeEndObject();
        }
        out.writeEndArray();
        text("received", said.received());
        text("agreed", said.agreed());
        out.writeEndObject();
    }

    private void invites(List<SavedLegs.Invite> invites) throws IOException {
        out.writeArrayFieldStart("invites");
        for (SavedLegs.Invite invite : invites) {
            out.writeStartObject();
            out.writeFieldName("request");
            request(invite.request());
            out.writeBooleanField("offered", invite.offered());
            name("progress", invite.progress());
            text("tag", invite.tag());
            text("offer", invite.offer());
            out.writeFieldName("ack");
            if (invite.ack().isPresent()) {
                request(invite.ack().get());
            } else {
                out.writeNull();
            }
            time("at", invite.at());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void request(OutgoingRequest request) throws IOException {
        kept(request, json -> {
            json.out.writeStartObject();
            json.out.writeStringField("branch", request.branch());
            json.out.writeStringField("draft", request.draft().text());
            json.out.writeEndObject();
        });
    }

    private void setup(SavedLegs.Setup setup) throws IOException {
        out.writeStartObject();
        kept("order", setup.order(), json -> json.order(setup.order()));
        name("step", setup.step());
        out.writeStringField("branch", setup.branch());
        time("since", setup.since());
        text("player", setup.player());
        time("until", setup.until());
        out.writeEndObject();
    }

    private void order(CallOrder.Connect order) throws IOException {
        out.writeStartObject();
        text("call", order.call());
        text("leg", order.leg());
        name("purpose", order.purpose());
        out.writeFieldName("target");
        target(order.target());
        out.writeStringField("display", order.display());
        texts("headers", order.headers());
        out.writeFieldName("announcement");
        if (order.announcement().isPresent()) {
            target(order.announcement().get());
        } else {
            out.writeNull();
        }
        name("offer", order.offer());
        out.writeEndObject();
    }

    private void target(CallOrder.Target target) throws IOException {
        out.writeStartObject();
        out.writeStringField("uri", target.uri());
        out.writeFieldName("hop");
        if (target.hop().isPresent()) {
            hop(target.hop().get());
        } else {
            out.writeNull();
        }
        out.writeEndObject();
    }

    private void fact(CallEvent fact) throws IOException {
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
            out.writeNumberField("code", refused.code());
            texts("contacts", refused.contacts());
            time("at", refused.at());
        } else if (fact instanceof CallEvent.ConnectFailed failed) {
            begin("CallEvent$ConnectFailed", fact);
            text("leg", failed.leg());
            name("side", failed.side());
            out.writeNumberField("code", failed.code());
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
        out.writeEndObject();
    }

    private void begin(String kind, CallEvent fact) throws IOException {
        out.writeStartObject();
        out.writeStringField("fact", kind);
        text("call", fact.call());
        out.writeNumberField("seq", fact.seq());
    }

    private interface Writer<T> {
        void write(T part) throws IOException;
    }

    private <T> void part(String name, Optional<T> part, Writer<T> writer) throws IOException {
        out.writeFieldName(name);
        if (part.isPresent()) {
            writer.write(part.get());
        } else {
            out.writeNull();
        }
    }

    private void kept(String name, Object part, Part writing) throws IOException {
        out.writeFieldName(name);
        kept(part, writing);
    }

    /** A part that is the same object in each save until it changes. */
    private void kept(Object part, Part writing) throws IOException {
        out.writeRawValue(texts.of(part, () -> bytes(texts, writing)));
    }

    private void text(String name, Object value) throws IOException {
        out.writeStringField(name, value.toString());
    }

    private void text(String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            out.writeNullField(name);
        }
    }

    private void name(String name, Enum<?> value) throws IOException {
        out.writeStringField(name, value.name());
    }

    private void texts(String name, List<?> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (Object value : values) {
            out.writeString(value.toString());
        }
        out.writeEndArray();
    }

    private void time(String name, Instant at) throws IOException {
        out.writeStringField(name, TimeText.of(at));
    }

    private void time(String name, Optional<Instant> at) throws IOException {
        if (at.isPresent()) {
            time(name, at.get());
        } else {
            out.writeNullField(name);
        }
    }
}
