package io.callcenter.mi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.mi.meter.Health;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /health/live}: 200 as long as the process answers, and its SIP side has done anything within 5 s. {@code GET /health/ready}: 200 when calls are taken, else 503, with each check
 * as JSON. Never blocks the event loop, on which it is called.
 */
public final class HealthPage {
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private static final Set<String> PATHS = Set.of(LIVE, READY);
    private static final int UNAVAILABLE = 503;

    private final Health health;
    private final JsonMapper mapper = new JsonMapper();

    /** The page of those checks. */
    public HealthPage(Health health) {
        this.health = health;
    }

    boolean handles(String path) {
        return PATHS.contains(path);
    }

    void handle(RoutingContext context, String path) {
        if (path.equals(LIVE)) {
            boolean alive = health.dead().isEmpty();
            answer(context, alive ? 200 : UNAVAILABLE, alive ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        health.ready()
                .thenAccept(report ->
                        loop.runOnContext(nothing -> answer(context, report.up() ? 200 : UNAVAILABLE, page(report))));
    }

    /** What {@link #READY} answers. */
    public CompletionStage<String> report() {
        return health.ready().thenApply(this::page);
    }

    private static void answer(RoutingContext context, int status, String body) {
        if (!context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", HttpRefusal.JSON)
                    .end(body);
        }
    }

    private String page(Health.Report report) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("status", report.up() ? "UP" : "DOWN");
        page.put("checks", report.checks());
        if (!report.notes().isEmpty()) {
            page.put("notes", report.notes());
        }
        try {
            return mapper.writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
