package io.callcenter.web;

import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.NameAndPassword;
import io.callcenter.mi.access.PasswordChecks;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The form for name and password, which needs no script, and the logout. */
final class LoginPage {
    private static final int LARGEST_FORM = 8 << 10;
    private static final String PLAIN =
            "This page came over plain HTTP: whoever listens on the network can read the password.";

    private final PasswordChecks logins;
    private final Sessions sessions;
    private final WebSettings settings;
    private final PageReply reply;
    private final Audit audit;

    LoginPage(PasswordChecks logins, Sessions sessions, WebSettings settings, PageReply reply, Audit audit) {
        this.logins = logins;
        this.sessions = sessions;
        this.settings = settings;
        this.reply = reply;
        this.audit = audit;
    }

    void handle(RoutingContext context) {
        if (logins.open()) {
            reply.see(context, "/");
        } else if (context.request().method() == HttpMethod.GET) {
            show(context, 200, "", next(context.request().getParam("next")));
        } else {
            FormBody.read(context.request(), LARGEST_FORM, body -> check(context, body));
        }
    }

    private void check(RoutingContext context, Optional<Buffer> body) {
        if (body.isEmpty()) {
            show(context, 413, reply.say(context, "That is too long for a name and a password."), "");
            return;
        }
        Map<String, String> fields = FormBody.fields(body.get());
        String name = fields.getOrDefault("name", "").strip();
        String next = next(fields.get("next"));
        Context loop = context.vertx().getOrCreateContext();
        var from = new PasswordChecks.Origin(
                "web", context.request().remoteAddress().hostAddress());
        logins.check(from, new NameAndPassword(name, fields.getOrDefault("password", "")))
                .thenAccept(outcome -> loop.runOnContext(nothing -> decide(context, name, next, outcome)));
    }

    private void decide(RoutingContext context, String name, String next, PasswordChecks.Outcome outcome) {
        if (context.response().closed()) {
            return;
        }
        if (outcome instanceof PasswordChecks.Outcome.In in) {
            audit.note(name, "web " + context.request().remoteAddress().hostAddress(), Audit.Deed.LOGIN, "");
            context.response().addCookie(settings.cookie(sessions.begin(name)).setMaxAge(Sessions.LIFE.toSeconds()));
            reply.see(context, next.isEmpty() || !PageUser.opens(in.role(), next) ? "/" : next);
        } else if (outcome instanceof PasswordChecks.Outcome.Later later) {
            long seconds = later.delay().plusMillis(999).toSeconds();
            context.response().putHeader("Retry-After", Long.toString(seconds));
            show(
                    context,
                    429,
                    reply.say(context, "Too many attempts. Try again in {seconds} s.")
                            .replace("{seconds}", Long.toString(seconds)),
                    next);
        } else {
            show(context, 401, reply.say(context, "Name or password is wrong."), next);
        }
    }

    private void show(RoutingContext context, int status, String message, String next) {
        String plain = settings.plainBeyondLoopback() ? reply.say(context, PLAIN) : "";
        String page = reply.page(context, "login.html", Map.of("message", message, "next", next, "plain", plain));
        // Without a referrer browsers say of a form that it comes from nowhere.
        reply.begin(context, status)
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page);
    }

    /** Only pages of ours. */
    private static String next(String wanted) {
        return wanted != null && PageGate.PAGES.contains(wanted) ? wanted : "";
    }

    void logout(RoutingContext context, PageUser member) {
        sessions.close(member.session());
        audit.note(member.visitor().name(), member.visitor().from(), Audit.Deed.LOGOUT, "");
        context.response().addCookie(settings.cookie("").setMaxAge(0));
        reply.see(context, PageGate.LOGIN);
    }
}
