package io.callcenter.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.callcenter.mi.access.Audit;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What a screen asks for before it is in: a code, and whether somebody has typed it. Ten codes or wrong questions in a minute for each address. */
final class PairRequests {
    static final String BEGIN = "/web/pair";
    private static final String SECRET = "X-CC-Pair";
    private static final double PER_NANO = 10 / 60e9;
    private static final double BURST = 10;

    private final Sessions sessions;
    private final WebSettings settings;
    private final PageReply reply;
    private final Audit audit;
    private final CommandRate pace = new CommandRate(System::nanoTime, PER_NANO, BURST);

    PairRequests(Sessions sessions, WebSettings settings, PageReply reply, Audit audit) {
        this.sessions = sessions;
        this.settings = settings;
        this.reply = reply;
        this.audit = audit;
    }

    /** Whether that path is one of theirs. */
    static boolean covers(String path) {
        return path.equals(BEGIN) || path.startsWith(BEGIN + "/");
    }

    /** How that path is asked for. */
    static HttpMethod method(String path) {
        return path.equals(BEGIN) ? HttpMethod.POST : HttpMethod.GET;
    }

    void handle(RoutingContext context, String path) {
        String address = context.request().remoteAddress().hostAddress();
        if (path.equals(BEGIN)) {
            begin(context, address);
        } else {
            ask(context, address, path.substring(BEGIN.length() + 1));
        }
    }

    private void begin(RoutingContext context, String address) {
        if (!pace.allows(Pairing.place(address), 1)) {
            tooMany(context);
            return;
        }
        Optional<Pairing.Begun> begun = sessions.pairing().begin(address);
        if (begun.isEmpty()) {
            context.response().putHeader("Retry-After", "60");
            reply.problem(context, 429, "busy", "too many screens wait to be let in");
            return;
        }
        reply.json(
                context,
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", begun.get().code())
                        .put("secret", begun.get().secret())
                        .put("lasts", Pairing.LIFE.toSeconds())
                        .toString());
    }

    private void ask(RoutingContext context, String address, String code) {
        String secret = context.request().getHeader(SECRET);
        Pairing.Answer answer = sessions.pairing().ask(code, secret == null ? "" : secret);
        switch (answer.state()) {
            case WAITS -> reply.json(context, 200, "{\"state\":\"waits\"}");
            case IN -> {
                Pairing.Named named = answer.named().orElseThrow();
                String cookie = sessions.begin(named);
                audit.note(Session.display(named.name()), "web " + address, Audit.Deed.SCREEN, "");
                context.response().addCookie(settings.cookie(cookie).setMaxAge(Sessions.LIFE_OF_DISPLAYS.toSeconds()));
                reply.json(context, 200, "{\"state\":\"in\"}");
            }
            default -> {
                if (pace.allows(Pairing.place(address), 1)) {
                    reply.problem(context, 404, "path", "no screen of that code waits");
                } else {
                    tooMany(context);
                }
            }
        }
    }

    private void tooMany(RoutingContext context) {
        context.response().putHeader("Retry-After", "6");
        reply.problem(context, 429, "busy", "ten codes in a minute for each address");
    }
}
