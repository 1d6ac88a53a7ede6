package io.callcenter.message;

/** Asks a message, and a text, for all that can be asked. */
final class Reading {
    private static final Host PEER = new Host("203.0.113.7");
    private static final HeaderName[] NAMES = HeaderName.values();

    private Reading() {}

    static void everything(IntakeResult entry) {
        if (entry instanceof IntakeResult.Answer answer) {
            answer.head().seen(PEER, 5).answer(answer.code(), new Tag("t")).bytes();
        }
        if (entry instanceof IntakeResult.Taken taken) {
            message(taken.message());
        }
    }

    private static void message(Message message) {
        for (HeaderName name : NAMES) {
            message.has(name);
            message.first(name);
            message.number(name);
            message.lists(name, "timer");
        }
        message.items(HeaderName.VIA);
        message.fields().forEach(Field::toString);
        message.contacts().forEach(Reading::address);
        message.contact().ifPresent(Reading::address);
        message.addresses(HeaderName.ROUTE).forEach(Reading::address);
        address(message.from());
        address(message.to());
        message.body().text();
        if (message instanceof Request request) {
            request(request);
        } else if (message instanceof Response response) {
            response.phrase();
        }
    }

    /** What is made of a message that was taken is taken. */
    private static void request(Request request) {
        taken(request.seen(PEER, 5).answer(200, new Tag("t")));
        taken(request.cancel(FieldValue.of("x")));
        taken(request.toward(new Token("z9hG4bKother")));
        if (request.cseq().number() < CSeq.LARGEST) {
            taken(request.again(Field.of(HeaderName.AUTHORIZATION, FieldValue.of("x")))
                    .under(request.via()));
        }
    }

    private static void taken(Draft draft) {
        byte[] bytes = draft.bytes();
        IntakeResult entry = MessageSamples.read(bytes);
        if (!(entry instanceof IntakeResult.Taken)) {
            throw new IllegalStateException(entry + " of " + Text.of(bytes, 0, bytes.length));
        }
    }

    private static void address(NameAddress address) {
        address.display();
        address.parameters();
        address.withTag(new Tag("x"));
        uri(address.uri());
    }

    private static void uri(SipUri uri) {
        uri.userName();
        uri.host();
        uri.parameters();
        uri.withoutHeaders();
        uri.portOrUsual();
    }

    static void values(String text) {
        SipUri.read(text).ifPresent(Reading::uri);
        NameAddress.readAll(text).forEach(Reading::address);
        Via.read(text).ifPresent(via -> via.seen(PEER, 1).toString());
        CSeq.read(text);
        Host.read(text);
        Token.read(text);
        Tag.read(text);
        SipCallId.read(text);
        Parameters.read(text).ifPresent(parameters -> parameters.without("tag").get("lr"));
        Lists.split(text);
        Quoted.read(text);
        Challenge.readAll(text);
        FieldValue.of(text).toString();
        Display.of(text).written();
        HeaderName.of(text);
    }
}
