package io.callcenter.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.HealthPage;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.command.RpcAnswer;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What pages ask for: who they are for, commands, the board and what changes on it. */
final class PageRequests {
    static final String COMMANDS = "/web/mi";
    static final String STREAM = "/web/live";
    private static final Logger LOG = LoggerFactory.getLogger(PageRequests.class);
    private static final int LARGEST_COMMAND = 64 << 10;
    private static final int RETRY_LEAST = 1_000;
    private static final int RETRY_SPREAD = 3_000;

    private final WebCommands commands;
    private final BoardFeed feed;
    private final HealthPage health;
    private final WebSettings settings;
    private final CdrPages records;
    private final AuditPages deeds;
    private final ExtraPages extra;
    private final RecordSearch search;
    private final PageReply reply;
    private final CommandRate pace = new CommandRate(System::nanoTime);

    PageRequests(
            WebCommands commands,
            BoardFeed feed,
            HealthPage health,
            WebSettings settings,
            CdrPages records,
            AuditPages deeds,
            ExtraPages extra,
            RecordSearch search,
            PageReply reply) {
        this.commands = commands;
        this.feed = feed;
        this.health = health;
        this.settings = settings;
        this.records = records;
        this.deeds = deeds;
        this.extra = extra;
        this.search = search;
        this.reply = reply;
    }

    void handle(RoutingContext context, PageUser member, String path) {
        switch (path) {
            case "/web/me" -> me(context, member);
            case COMMANDS -> command(context, member);
            case "/web/board", STREAM -> {
                if (!member.sees() && member.own().isEmpty()) {
                    reply.problem(context, 403, "role", "the board is for viewers");
                } else if (path.equals("/web/board")) {
                    board(context, member);
                } else {
                    live(context, member);
                }
            }
            case "/web/cdrs" -> records.handle(context, member, numbers(member));
            case "/web/audit" -> deeds.handle(context, member);
            case "/web/health" -> health(context, member);
            default -> reply.problem(context, 404, "path", "no such data");
        }
    }

    private void me(RoutingContext context, PageUser member) {
        ObjectNode me = JsonNodeFactory.instance
                .objectNode()
                .put("user", member.visitor().name())
                .put("role", member.visitor().role().label())
                .put("open", member.session().equals("open"))
                .put("token", member.token());
        if (member.ends().equals(Instant.MAX)) {
            me.putNull("ends");
        } else {
            me.put("ends", member.ends().toEpochMilli());
        }
        ArrayNode can = me.putArray("can");
        commands.allowed(member.visitor()).forEach(can::add);
        member.own().ifPresent(agent -> me.put("agent", agent.value()).put("pop", settings.popAt()));
        if (!member.visitor().scope().isAll()) {
            me.put("scope", member.visitor().scope().toString());
        }
        ArrayNode menu = me.putArray("menu");
        extra.menu(member)
                .forEach(entry -> menu.addObject().put("title", entry.title()).put("path", entry.path()));
        me.put("sip", settings.sip().get());
        me.put("zone", ZoneId.systemDefault().getId())
                .put("lang", reply.language(context))
                .put("version", settings.version());
        reply.json(context, 200, me.toString());
    }

    private void command(RoutingContext context, PageUser member) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            reply.problem(context, 415, "query", "commands are sent with Content-Type: application/json");
        } else if (!pace.allows(member.session(), 1)) {
            tooMany(context);
        } else {
            FormBody.read(context.request(), LARGEST_COMMAND, body -> command(context, member, body));
        }
    }

    private void tooMany(RoutingContext context) {
        context.response().putHeader("Retry-After", "2");
        reply.problem(context, 429, "busy", "too many commands: ten in a second, twenty at once");
    }

    private void command(RoutingContext context, PageUser member, Optional<Buffer> body) {
        if (body.isEmpty() || body.get().length() == 0) {
            reply.problem(
                    context, body.isEmpty() ? 413 : 400, "query", "a request is needed as body, of 64 KiB at most");
            return;
        }
        byte[] request = body.get().getBytes();
        if (!pace.allows(member.session(), WebCommands.count(request) - 1)) {
            tooMany(context);
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        commands.answer(request, member.visitor())
                .whenComplete((answer, failure) -> loop.runOnContext(nothing -> answered(context, answer, failure)));
    }

    private void answered(RoutingContext context, RpcAnswer answer, Throwable failure) {
        if (context.response().closed()) {
            return;
        }
        if (failure instanceof RejectedExecutionException) {
            context.response().putHeader("Retry-After", "1");
            reply.problem(context, 503, "busy", "too much to do: try again");
        } else if (failure != null) {
            LOG.error("a command of a page failed", failure);
            reply.problem(context, 500, "fault", "the log says why");
        } else {
            int status = answer.forbidden() ? 403 : answer.body().isEmpty() ? 202 : 200;
            reply.json(context, status, answer.body());
        }
    }

    private void health(RoutingContext context, PageUser member) {
        if (member.visitor().role() != Role.ADMIN) {
            reply.problem(context, 403, "role", "the health of the system is for admins");
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        health.report()
                .thenAccept(report -> loop.runOnContext(nothing -> {
                    if (!context.response().closed()) {
                        reply.json(context, 200, report);
                    }
                }));
    }

    private void board(RoutingContext context, PageUser member) {
        Context loop = context.vertx().getOrCreateContext();
        feed.snapshot(
                topics(context, member),
                numbers(member),
                member.visitor().scope(),
                member.own(),
                zipped -> loop.runOnContext(nothing -> {
                    if (!context.response().closed()) {
                        reply.zipped(context, zipped);
                    }
                }));
    }

    private void live(RoutingContext context, PageUser member) {
        if (!feed.hasRoom()) {
            context.response().putHeader("Retry-After", "10");
            reply.problem(context, 503, "busy", "too many pages are open");
            return;
        }
        HttpServerResponse response = reply.begin(context, 200)
                .putHeader("Content-Type", "text/event-stream")
                .setChunked(true);
        int retry = RETRY_LEAST + Math.floorMod(response.hashCode(), RETRY_SPREAD); // not all at once after a restart
        response.write("retry: " + retry + "\n\n");
        String last = context.request().getHeader("Last-Event-ID");
        Stream stream = new Stream(
                member.session(),
                topics(context, member),
                numbers(member),
                member.visitor().scope(),
                member.own(),
                context.request(),
                context.vertx().getOrCreateContext());
        context.addEndHandler(ended -> feed.detach(stream));
        feed.attach(stream, last == null ? context.request().getParam("after") : last);
    }

    /** What was asked for, as far as it is for them: agents follow themselves and their flows, others all but that. */
    private static Set<Topic> topics(RoutingContext context, PageUser member) {
        Set<Topic> topics = Topic.in(context.request().getParam("topics"));
        Set<Topic> own = EnumSet.of(Topic.ME, Topic.FLOWS);
        if (member.own().isPresent()) {
            topics.retainAll(own);
        } else {
            topics.remove(Topic.ME);
        }
        return topics;
    }

    /** The names of the flows that are there for them, with commas between; a star for all. */
    String flows(PageUser member) {
        return search.part()
                .apply(member.visitor().scope())
                .map(part -> String.join(",", new TreeSet<>(part.flows())))
                .orElse("*");
    }

    private NumberMask numbers(PageUser member) {
        return settings.numbers(member.visitor().role());
    }
}
