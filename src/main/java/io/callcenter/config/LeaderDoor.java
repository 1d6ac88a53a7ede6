package io.callcenter.config;

import io.callcenter.mi.HttpDoor;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * What HTTP clients of one of several machines meet first: a follower sends them to the leader (307), or answers 503 while nobody is known to lead; an answer
 * that the leader may not give any more is not sent. {@code GET /health/leader}: 200 while this process leads and takes calls, else 503.
 */
final class LeaderDoor implements Handler<RoutingContext> {
    private static final String LEADER = "/health/leader";

    private final HaGroup group;

    LeaderDoor(HaGroup group) {
        this.group = group;
    }

    /** The door of that group; one that lets everybody pass for a single machine. */
    static Handler<RoutingContext> of(Optional<HaGroup> group) {
        return group.<Handler<RoutingContext>>map(LeaderDoor::new).orElse(RoutingContext::next);
    }

    @Override
    public void handle(RoutingContext context) {
        String path = String.valueOf(context.request().path());
        boolean leads = group.leads() && group.speaks();
        if (path.equals(LEADER)) {
            context.response()
                    .setStatusCode(group.serves() ? 200 : 503)
                    .putHeader("Content-Type", "application/json")
                    .end("{\"leads\":" + group.serves() + "}");
        } else if (path.startsWith("/health/") || path.equals("/metrics")) {
            context.next();
        } else if (leads) {
            context.addHeadersEndHandler(nothing -> stillAllowed(context));
            context.next();
        } else {
            away(context);
        }
    }

    private void stillAllowed(RoutingContext context) {
        if (!group.speaks()) {
            context.request().connection().close();
        }
    }

    private void away(RoutingContext context) {
        Optional<String> leader = group.leaderElsewhere();
        if (leader.isEmpty()) {
            HttpDoor.refuse(context, 503, "no member is known to lead: try again");
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader("Location", leader.get() + context.request().uri());
        HttpDoor.refuse(context, 307, "the leader is " + leader.get());
    }
}
