package io.callcenter.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers to browsers, each with the headers that keep pages apart from others. */
final class PageReply {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types lit-html";
    private static final String FEATURES =
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), display-capture=(), fullscreen=(self)";
    private static final String NO_STORE = "no-store";

    private final boolean tls;

    /** Answers of a server with or without TLS. */
    PageReply(boolean tls) {
        this.tls = tls;
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
