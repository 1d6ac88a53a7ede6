package io.callcenter.store.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import java.nio.charset.StandardCharsets;

/** Makes the legs' part of a saved call of format 1 one of today: messages were written there field by field, and whole. */
final class LegsOfFormat1 {
    private static final int MOST_HOPS = 70;

    private LegsOfFormat1() {}

    /** Whether that is one. */
    static boolean is(JsonNode legs) {
        return legs.path("format").asInt() == 1;
    }

    /** Brings it to the format of today, in place; what does not hold together is refused with {@link IllegalArgumentException}. */
    static void upgrade(JsonNode legs) {
        ((ObjectNode) legs).put("format", SavedLegs.FORMAT);
        caller(object(legs, "caller"));
        for (JsonNode leg : legs.path("legs")) {
            dialog(object(leg, "dialog"));
            leg.path("invites").forEach(LegsOfFormat1::invite);
        }
        for (JsonNode setup : legs.path("setups")) {
            ObjectNode order = object(setup, "order");
            JsonNode fields = order.path("headers").path("fields");
            ArrayNode lines = order.putArray("headers");
            fields.forEach(field -> lines.add(field(field).toString()));
        }
    }

    private static ObjectNode object(JsonNode of, String name) {
        if (of.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("no " + name);
    }

    private static String text(JsonNode of, String name) {
        return of.path(name).asText("");
    }

    private static void caller(ObjectNode caller) {
        JsonNode invite = object(caller, "invite");
        int hops = invite.path("maxForwards").asInt(-1);
        ArrayNode privacy = caller.putArray("privacy");
        StringBuilder head = new StringBuilder("INVITE\r\n");
        boolean via = false;
        for (JsonNode each : invite.path("headers").path("fields")) {
            Field field = field(each);
            if (field.is(HeaderName.PRIVACY)) {
                privacy.add(field.value().toString());
            } else if (field.is(HeaderName.VIA)) {
                head.append(field).append("\r\n");
                via = true;
            }
        }
        if (!via) {
            head.append("Via: SIP/2.0/UDP unknown.invalid;branch=")
                    .append(text(invite, "branch"))
                    .append("\r\n");
        }
        for (Field field : request(invite).fields()) {
            boolean kept = field.is(HeaderName.FROM)
                    || field.is(HeaderName.TO)
                    || field.is(HeaderName.CALL_ID)
                    || field.is(HeaderName.CSEQ);
            head.append(kept ? field + "\r\n" : "");
        }
        invite.path("recordRoutes")
                .forEach(route -> head.append(Field.of(HeaderName.RECORD_ROUTE, FieldValue.of(route.asText())))
                        .append("\r\n"));
        caller.put("invite", head.append("\r\n").toString());
        caller.put("hops", hops < 0 ? MOST_HOPS : Math.max(0, hops - 1));
        dialog(object(caller, "dialog"));
        JsonNode ok = caller.path("ok");
        if (ok.isObject()) {
            Draft response = Draft.response(ok.path("code").asInt()).because(text(ok, "reason"));
            caller.put("ok", rest(response, ok).with(body(ok)).text());
        }
        caller.path("invites").forEach(LegsOfFormat1::invite);
    }

    private static void dialog(ObjectNode dialog) {
        dialog.put("local", party(dialog.path("local")).toString());
        dialog.put("remote", party(dialog.path("remote")).toString());
    }

    private static void invite(JsonNode saved) {
        ObjectNode invite = (ObjectNode) saved;
        JsonNode request = object(invite, "request");
        boolean offered = !body(request).isEmpty();
        invite.put("offered", offered);
        JsonNode ok = invite.path("ok");
        if (ok.isObject()) {
            invite.put("tag", text(ok.path("to"), "tag"));
            SavedLegs.descriptionIn(body(ok))
                    .filter(description -> !offered)
                    .ifPresent(description -> invite.put("offer", description));
        }
        outgoing(invite.putObject("request"), request, Body.NONE);
        JsonNode ack = invite.path("ack");
        if (ack.isObject()) {
            outgoing(invite.putObject("ack"), ack, body(ack));
        }
    }

    private static void outgoing(ObjectNode target, JsonNode request, Body body) {
        target.put("branch", text(request, "branch"));
        target.put("draft", rest(request(request), request).with(body).text());
    }

    /** A request with its mandatory fields and its way. */
    private static Draft request(JsonNode request) {
        CSeq cseq = new CSeq(request.path("cseq").asLong(), new Token(text(request, "method")));
        Addressing addressing = new Addressing(
                party(request.path("from")), party(request.path("to")), new SipCallId(text(request, "callId")), cseq);
        Draft draft = Draft.request(SipUri.of(text(request, "uri")), addressing);
        int hops = request.path("maxForwards").asInt(-1);
        draft = hops < 0 ? draft : draft.with(HeaderName.MAX_FORWARDS, Integer.toString(hops));
        for (JsonNode route : request.path("routes")) {
            draft = draft.with(HeaderName.ROUTE, route.asText());
        }
        return draft;
    }

    private static Draft rest(Draft start, JsonNode message) {
        String contact = text(message, "contact");
        Draft draft = contact.isEmpty() ? start : start.with(HeaderName.CONTACT, "<" + contact + ">");
        for (JsonNode field : message.path("headers").path("fields")) {
            draft = draft.with(field(field));
        }
        return draft;
    }

    private static Body body(JsonNode message) {
        JsonNode body = message.path("body");
        return Body.of(FieldValue.of(text(body, "type")), text(body, "text").getBytes(StandardCharsets.UTF_8));
    }

    private static Field field(JsonNode field) {
        return Field.of(text(field, "name"), text(field, "value"));
    }

    private static NameAddress party(JsonNode party) {
        Display name = Display.of(text(party, "display"));
        return NameAddress.of(name, SipUri.of(text(party, "uri")), new Tag(text(party, "tag")));
    }
}
