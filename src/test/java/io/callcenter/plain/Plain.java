package io.callcenter.plain;

import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Carrier;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Head;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Host;
import io.callcenter.message.IntakeResult;
import io.callcenter.message.Limits;
import io.callcenter.message.Message;
import io.callcenter.message.MessageIntake;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.message.Via;
import io.callcenter.sip.stack.SipStack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Between the messages of the product and what tests say in plain words: whatever goes in is written down byte by byte by the test itself and comes
 * through the {@link MessageIntake}; whatever comes out is read from its bytes in the same way.
 */
public final class Plain {
    private static final Set<HeaderName> OWN = EnumSet.of(
            HeaderName.VIA,
            HeaderName.FROM,
            HeaderName.TO,
            HeaderName.CALL_ID,
            HeaderName.CSEQ,
            HeaderName.CONTACT,
            HeaderName.ROUTE,
            HeaderName.RECORD_ROUTE,
            HeaderName.MAX_FORWARDS,
            HeaderName.CONTENT_LENGTH,
            HeaderName.CONTENT_TYPE);

    private static final PlainAddress NOBODY = new PlainAddress("", "", "");

    private Plain() {}

    // What goes in.

    /** That event as a stack reports it. */
    public static SipEvent in(PlainEvent event) {
        if (event instanceof PlainEvent.RequestIn in) {
            return new SipEvent.RequestIn(in.transaction(), in(in.request()), in.hop());
        } else if (event instanceof PlainEvent.CancelIn in) {
            return new SipEvent.CancelIn(in.transaction(), in(in.cancel()), in.inviteTransaction());
        } else if (event instanceof PlainEvent.ResponseIn in) {
            return new SipEvent.ResponseIn(in.branch(), in.matched(), in(in.response(), in.branch()), in.hop());
        } else if (event instanceof PlainEvent.Unanswered in) {
            return new SipEvent.Unanswered(in.branch(), in.code());
        } else if (event instanceof PlainEvent.Unsent in) {
            return new SipEvent.Unsent(in.branch(), in.why());
        } else if (event instanceof PlainEvent.LinkGone in) {
            return new SipEvent.LinkGone(in.transport(), in.remoteHost(), in.remotePort());
        } else if (event instanceof PlainEvent.Saved in) {
            return new SipEvent.Saved(in.token(), in.ok());
        }
        return new SipEvent.Wake();
    }

    /** What the door says of that request: a fault that it is refused with, or the request. */
    public static IntakeResult entry(PlainRequest r) {
        return new MessageIntake(Limits.USUAL).read(bytes(r), Carrier.DATAGRAM);
    }

    /** That request as it comes through the door. */
    public static Request in(PlainRequest r) {
        return (Request) taken(entry(r), r);
    }

    private static Message taken(IntakeResult entry, Object plain) {
        if (entry instanceof IntakeResult.Taken taken) {
            return taken.message();
        }
        throw new AssertionError("the door says " + entry + " of " + plain);
    }

    private static byte[] bytes(PlainRequest r) {
        StringBuilder text = new StringBuilder(r.method() + " " + r.uri() + " SIP/2.0\r\n");
        List<String> vias = r.headers().all("Via");
        if (vias.isEmpty()) {
            line(text, "Via", "SIP/2.0/UDP 192.0.2.1;branch=" + r.branch());
        }
        for (int i = 0; i < vias.size(); i++) {
            boolean bare = i == 0 && !vias.get(0).contains("branch=");
            line(text, "Via", vias.get(i) + (bare ? ";branch=" + r.branch() : ""));
        }
        parties(text, r.from(), r.to());
        line(text, "Call-ID", r.callId());
        line(text, "CSeq", r.cseq() + " " + r.method());
        if (r.maxForwards() >= 0) {
            line(text, "Max-Forwards", "" + r.maxForwards());
        }
        boolean needed = r.contact().isEmpty() && r.method().equals("INVITE");
        contact(text, needed ? r.from().uri() : r.contact());
        r.routes().forEach(route -> line(text, "Route", route));
        r.recordRoutes().forEach(route -> line(text, "Record-Route", route));
        return end(text, r.headers(), r.body());
    }

    /** That response as it comes through the door under that branch. */
    public static Response in(PlainResponse r, String branch) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + r.code() + " " + r.reason() + "\r\n");
        line(text, "Via", "SIP/2.0/UDP 198.51.100.1;branch=" + branch);
        parties(text, r.from(), r.to());
        line(text, "Call-ID", r.callId());
        line(text, "CSeq", r.cseq() + " " + r.method());
        contact(text, r.contact());
        r.contacts().stream().filter(c -> !c.equals(r.contact())).forEach(c -> contact(text, c));
        r.recordRoutes().forEach(route -> line(text, "Record-Route", route));
        IntakeResult entry = new MessageIntake(Limits.USUAL).read(end(text, r.headers(), r.body()), Carrier.DATAGRAM);
        return (Response) taken(entry, r);
    }

    private static void parties(StringBuilder text, PlainAddress from, PlainAddress to) {
        line(text, "From", written(from));
        line(text, "To", written(to));
    }

    private static String written(PlainAddress party) {
        String name = party.display().replace("\\", "\\\\").replace("\"", "\\\"");
        return (name.isEmpty() ? "" : "\"" + name + "\" ") + "<" + party.uri() + ">"
                + (party.tag().isEmpty() ? "" : ";tag=" + party.tag());
    }

    private static void contact(StringBuilder text, String uri) {
        if (!uri.isEmpty()) {
            line(text, "Contact", "<" + uri + ">");
        }
    }

    private static byte[] end(StringBuilder text, PlainHeaders headers, PlainBody body) {
        for (PlainHeaders.Field field : headers.fields()) {
            if (!field.name().equals("Via")) {
                line(text, field.name(), field.value());
            }
        }
        if (!body.isEmpty()) {
            line(text, "Content-Type", body.type());
        }
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        line(text, "Content-Length", "" + bytes.length);
        return text.append("\r\n").append(body.text()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    // What comes in as a test reads it.

    /** That event in plain words. */
    public static PlainEvent of(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in) {
            return new PlainEvent.RequestIn(in.transaction(), of(in.request()), in.hop());
        } else if (event instanceof SipEvent.CancelIn in) {
            return new PlainEvent.CancelIn(in.transaction(), of(in.cancel()), in.inviteTransaction());
        } else if (event instanceof SipEvent.ResponseIn in) {
            return new PlainEvent.ResponseIn(in.branch(), in.matched(), of(in.response()), in.hop());
        } else if (event instanceof SipEvent.Unanswered in) {
            return new PlainEvent.Unanswered(in.branch(), in.code());
        } else if (event instanceof SipEvent.Unsent in) {
            return new PlainEvent.Unsent(in.branch(), in.why());
        } else if (event instanceof SipEvent.LinkGone in) {
            return new PlainEvent.LinkGone(in.transport(), in.remoteHost(), in.remotePort());
        } else if (event instanceof SipEvent.Saved in) {
            return new PlainEvent.Saved(in.token(), in.ok());
        }
        return new PlainEvent.Wake();
    }

    /** That request in plain words. */
    public static PlainRequest of(Request r) {
        return of(r, r.is(Methods.INVITE) && r.to().tag().isEmpty());
    }

    /** With its Via fields as received, where another process may have to answer it. */
    private static PlainRequest of(Request r, boolean withVias) {
        PlainHeaders headers = headers(r.fields());
        if (withVias) {
            List<String> vias = r.items(HeaderName.VIA);
            headers = headers.with("Via", r.via().toString());
            for (String via : vias.subList(1, vias.size())) {
                headers = headers.with("Via", via);
            }
        }
        return new PlainRequest(
                r.method().text(),
                r.uri().toString(),
                r.callId().text(),
                of(r.from()),
                of(r.to()),
                r.cseq().number(),
                r.via().branch(),
                r.contact().map(c -> c.uri().toString()).orElse(""),
                r.items(HeaderName.ROUTE),
                r.items(HeaderName.RECORD_ROUTE),
                r.has(HeaderName.MAX_FORWARDS) ? r.maxForwards() : -1,
                headers,
                of(r.body()));
    }

    /** That response in plain words. */
    public static PlainResponse of(Response r) {
        List<String> contacts =
                r.contacts().stream().map(c -> c.uri().toString()).toList();
        return new PlainResponse(
                r.code(),
                r.phrase(),
                r.callId().text(),
                of(r.from()),
                of(r.to()),
                r.cseq().number(),
                r.cseq().method().text(),
                contacts.isEmpty() ? "" : contacts.get(0),
                contacts,
                r.items(HeaderName.RECORD_ROUTE),
                headers(r.fields()),
                of(r.body()));
    }

    private static PlainAddress of(NameAddress address) {
        return new PlainAddress(
                address.display().text(),
                address.uri().withoutHeaders().toString(),
                address.tag().text());
    }

    private static PlainHeaders headers(List<Field> all) {
        List<PlainHeaders.Field> fields = new ArrayList<>();
        for (Field field : all) {
            if (OWN.stream().noneMatch(field::is)) {
                fields.add(new PlainHeaders.Field(field.name(), field.value().toString()));
            }
        }
        return new PlainHeaders(fields);
    }

    private static PlainBody of(Body body) {
        return body.isEmpty() ? PlainBody.NONE : new PlainBody(body.type().toString(), body.text());
    }

    // What goes out as a test reads it.

    /** Those orders in plain words. */
    public static List<PlainOrder> of(List<SipOrder> orders) {
        return orders.stream().map(Plain::of).toList();
    }

    /** That order in plain words. */
    public static PlainOrder of(SipOrder order) {
        if (order instanceof SipOrder.Send o) {
            return new PlainOrder.Send(of(o.request()), o.hop());
        } else if (order instanceof SipOrder.SendAck o) {
            return new PlainOrder.SendAck(of(o.ack()), o.hop());
        } else if (order instanceof SipOrder.Cancel o) {
            return new PlainOrder.Cancel(of(o.invite()), o.hop(), o.reason());
        } else if (order instanceof SipOrder.EndTransaction o) {
            return new PlainOrder.EndTransaction(o.branch());
        } else if (order instanceof SipOrder.Respond o) {
            return new PlainOrder.Respond(o.transaction(), of(o.response()));
        } else if (order instanceof SipOrder.RespondAnew o) {
            return new PlainOrder.RespondAnew(of(o.invite()), of(o.response()), o.hop());
        } else if (order instanceof SipOrder.Bind o) {
            return new PlainOrder.Bind(o.sipCallId(), o.ourTag());
        } else if (order instanceof SipOrder.Unbind o) {
            return new PlainOrder.Unbind(o.sipCallId(), o.ourTag());
        } else if (order instanceof SipOrder.Save o) {
            return new PlainOrder.Save(o.saved(), o.waited(), o.token());
        } else if (order instanceof SipOrder.HandOver o) {
            return new PlainOrder.HandOver(o.order());
        } else if (order instanceof SipOrder.Forget o) {
            return new PlainOrder.Forget(o.call());
        }
        throw new AssertionError("unknown " + order);
    }

    /** That request of ours in plain words, read from the bytes that are sent. */
    public static PlainRequest of(OutgoingRequest request) {
        Via via = Via.of("udp", new Host("198.51.100.1"), 5060, new Token(request.branch()));
        return of(request.draft().request(via), false);
    }

    /** That response of ours in plain words. */
    public static PlainResponse of(Draft r) {
        String usual = Draft.response(r.code()).toString();
        List<String> contacts = new ArrayList<>();
        r.values(HeaderName.CONTACT)
                .forEach(c -> NameAddress.readAll(c.toString())
                        .forEach(a -> contacts.add(a.uri().toString())));
        return new PlainResponse(
                r.code(),
                r.toString().equals(usual) ? "" : r.toString().substring("SIP/2.0 200 ".length()),
                "",
                NOBODY,
                NOBODY.withTag(r.tag().text()),
                0,
                "",
                contacts.isEmpty() ? "" : contacts.get(0),
                List.of(),
                List.of(),
                headers(r.fields()),
                of(r.body()));
    }

    /** The INVITE that a response is for, as far as its head tells. */
    private static PlainRequest of(Head head) {
        byte[] bytes = head.answer(200, Tag.NONE).bytes();
        Response r = (Response) taken(new MessageIntake(Limits.USUAL).read(bytes, Carrier.DATAGRAM), head);
        PlainHeaders vias = PlainHeaders.NONE;
        for (String via : r.items(HeaderName.VIA)) {
            vias = vias.with("Via", via);
        }
        return new PlainRequest(
                r.cseq().method().text(),
                "sip:unknown.invalid",
                r.callId().text(),
                of(r.from()),
                of(r.to()),
                r.cseq().number(),
                head.via().branch(),
                "",
                List.of(),
                r.items(HeaderName.RECORD_ROUTE),
                70,
                vias,
                PlainBody.NONE);
    }

    // What goes out by order of a test.

    /** That order for a stack. */
    public static SipOrder out(PlainOrder order) {
        if (order instanceof PlainOrder.Send o) {
            return new SipOrder.Send(out(o.request()), o.hop());
        } else if (order instanceof PlainOrder.SendAck o) {
            return new SipOrder.SendAck(out(o.ack()), o.hop());
        } else if (order instanceof PlainOrder.Cancel o) {
            return new SipOrder.Cancel(out(o.invite()), o.hop(), o.reason());
        } else if (order instanceof PlainOrder.EndTransaction o) {
            return new SipOrder.EndTransaction(o.branch());
        } else if (order instanceof PlainOrder.Respond o) {
            return new SipOrder.Respond(o.transaction(), out(o.response()));
        } else if (order instanceof PlainOrder.RespondAnew o) {
            return new SipOrder.RespondAnew(in(o.invite()).head(), out(o.response()), o.hop());
        }
        throw new AssertionError("not for a stack: " + order);
    }

    /** Has a stack carry that order out. */
    public static void carryOut(SipStack stack, PlainOrder order) {
        stack.carryOut(out(order));
    }

    /** That request as one of ours. */
    public static OutgoingRequest out(PlainRequest r) {
        CSeq cseq = new CSeq(r.cseq(), new Token(r.method()));
        Draft draft = Draft.request(
                SipUri.of(r.uri()), new Addressing(out(r.from()), out(r.to()), new SipCallId(r.callId()), cseq));
        if (r.maxForwards() >= 0) {
            draft = draft.with(HeaderName.MAX_FORWARDS, "" + r.maxForwards());
        }
        for (String route : r.routes()) {
            draft = draft.with(HeaderName.ROUTE, route);
        }
        return new OutgoingRequest(r.branch(), out(draft, r.contact(), r.headers(), r.body()));
    }

    /** That response as one of ours. */
    public static Draft out(PlainResponse r) {
        Draft draft = Draft.response(r.code(), new Tag(r.to().tag())).because(r.reason());
        return out(draft, r.contact(), r.headers(), r.body());
    }

    private static Draft out(Draft start, String contact, PlainHeaders headers, PlainBody body) {
        Draft draft = contact.isEmpty() ? start : start.with(HeaderName.CONTACT, "<" + contact + ">");
        for (PlainHeaders.Field field : headers.fields()) {
            draft = draft.with(Field.of(field.name(), field.value()));
        }
        return draft.with(out(body));
    }

    /** That body as one of ours. */
    public static Body out(PlainBody body) {
        return Body.of(FieldValue.of(body.type()), body.text().getBytes(StandardCharsets.UTF_8));
    }

    private static NameAddress out(PlainAddress address) {
        return NameAddress.of(Display.of(address.display()), SipUri.of(address.uri()), new Tag(address.tag()));
    }
}
