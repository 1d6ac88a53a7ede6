package io.callcenter.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** Answers to browsers, each with the headers that keep pages apart from others. */
final class PageReply {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types lit-html";
    private static final String FEATURES =
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), display-capture=(), fullscreen=(self)";
    private static final String NO_STORE = "no-store";

    private static final String CHOICE = "cc_language";

    private final boolean tls;
    private final Assets assets;

    /** Answers of a server with or without TLS, of those files. */
    PageReply(boolean tls, Assets assets) {
        this.tls = tls;
        this.assets = assets;
    }

    /** The language for that browser. */
    String language(RoutingContext context) {
        Cookie choice = context.request().getCookie(CHOICE);
        return assets.languages()
                .best(
                        Optional.ofNullable(choice).map(Cookie::getValue),
                        Optional.ofNullable(context.request().getHeader("Accept-Language")));
    }

    /** That English text in the language of that browser. */
    String say(RoutingContext context, String text) {
        return assets.languages().say(language(context), text);
    }

    /** A page in the language of that browser, with texts in the place of {@code @name@}. */
    String page(RoutingContext context, String name, Map<String, String> texts) {
        return assets.page(language(context), name, texts);
    }

    /** A page that says one thing in English, told in the language of that browser. */
    void message(RoutingContext context, int status, String refresh, String text) {
        html(context, status, page(context, "message.html", Map.of("refresh", refresh, "message", say(context, text))));
    }

    /** The response with its headers. */
    HttpServerResponse begin(RoutingContext context, int status) {
        HttpServerResponse response = context.response();
        response.setStatusCode(status);
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", FEATURES)
                .putHeader("Cache-Control", NO_STORE);
        if (tls) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        return response;
    }

    /** A page. */
    void html(RoutingContext context, int status, String page) {
        begin(context, status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page);
    }

    /** The desk: its frame opens windows of other sites and steers them. */
    void desk(RoutingContext context, String page) {
        begin(context, 200)
                .putHeader("Content-Security-Policy", POLICY + "; frame-src 'self'")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin-allow-popups")
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page);
    }

    /** A page for a frame of the desk. */
    void frame(RoutingContext context, String page) {
        begin(context, 200)
                .putHeader(
                        "Content-Security-Policy", POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page);
    }

    /** To another page. */
    void see(RoutingContext context, String path) {
        begin(context, 303).putHeader("Location", path).end();
    }

    /** JSON. */
    void json(RoutingContext context, int status, String body) {
        begin(context, status).putHeader("Content-Type", "application/json").end(body);
    }

    /** JSON that is zipped already; every browser takes it. */
    void zipped(RoutingContext context, byte[] body) {
        begin(context, 200)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Encoding", "gzip")
                .end(Buffer.buffer(body));
    }

    /** A file that never changes. */
    void file(RoutingContext context, Assets.File file) {
        String accepted = context.request().getHeader("Accept-Encoding");
        boolean zip = accepted != null && accepted.contains("gzip");
        HttpServerResponse response = begin(context, 200)
                .putHeader("Content-Type", file.type())
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("Cache-Control", "public, max-age=31536000, immutable");
        if (zip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.end(Buffer.buffer(zip ? file.zipped() : file.plain()));
    }

    /** A file that is asked for again each time. */
    void fresh(RoutingContext context, Assets.File file) {
        begin(context, 200)
                .putHeader("Content-Type", file.type())
                .putHeader("Cache-Control", "no-cache")
                .end(Buffer.buffer(file.plain()));
    }

    /** A refusal in the form of RFC 9457; the code says by a word what kind it is. */
    void problem(RoutingContext context, int status, String code, String detail) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
        begin(context, status)
                .putHeader("Content-Type", "application/problem+json")
                .end(body.toString());
    }
}
