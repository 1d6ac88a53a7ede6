package io.callcenter.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.Role;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers searches for call detail records: a hundred at a time, or all of them as a file. */
final class CdrPages {
    private static final Logger LOG = LoggerFactory.getLogger(CdrPages.class);
    private static final List<String> COLUMNS = List.of(
            "received",
            "caller",
            "flow_id",
            "agent_id",
            "call_type",
            "wait_time",
            "pickup_time",
            "talk_time",
            "rejected",
            "fstats",
            "cid",
            "media");
    private static final int AT_A_TIME = 100;
    private static final Duration UNINDEXED = Duration.ofDays(31).plusHours(1); // a day of 25 hours may be among them

    private final CdrSearch search;
    private final PageReply reply;
    private final Audit audit;

    CdrPages(CdrSearch search, PageReply reply, Audit audit) {
        this.search = search;
        this.reply = reply;
        this.audit = audit;
    }

    /** Answers that member, who sees so much of callers. */
    void handle(RoutingContext context, Member member, Numbers numbers) {
        if (!member.visitor().role().covers(Role.OPERATOR)) {
            reply.problem(context, 403, "role", "call detail records are for operators");
            return;
        }
        CdrFilter filter;
        try {
            filter = CdrQuery.read(
                    context.queryParams(), search, member.visitor().scope());
        } catch (CdrQuery.Unreadable e) {
            reply.problem(context, 400, "query", e.getMessage());
            return;
        }
        if (filter.caller().isPresent() && numbers != Numbers.FULL) {
            reply.problem(context, 403, "role", "callers are hidden from this role, and so cannot be searched for");
            return;
        }
        String accepted = context.request().getHeader("Accept");
        boolean file = "csv".equals(context.queryParams().get("format"))
                || accepted != null && accepted.startsWith("text/csv");
        Context loop = context.vertx().getOrCreateContext();
        try {
            (file ? search.files() : search.threads()).execute(() -> answer(context, loop, filter, numbers, file));
        } catch (RejectedExecutionException e) {
            context.response().putHeader("Retry-After", file ? "60" : "10");
            String why = file ? "a file is written already" : "two searches run already, and others wait";
            reply.problem(context, 503, "busy", why + ": try again");
            return;
        }
        audit.note(
                member.visitor().name(),
                member.visitor().from(),
                (file ? "exported call detail records: " : "searched call detail records: ")
                        + context.request().query());
    }

    private void answer(RoutingContext context, Context loop, CdrFilter filter, Numbers numbers, boolean file) {
        SlowWriter writer = new SlowWriter(context, loop, reply);
        try {
            boolean isLong = Duration.between(filter.from(), filter.to()).compareTo(UNINDEXED) > 0;
            if (isLong && !search.records().areIndexed()) {
                problem(
                        context,
                        loop,
                        400,
                        "query",
                        "31 days at most, since cc_cdrs has no index that begins with received_timestamp");
            } else if (file) {
                export(filter, numbers, writer);
            } else {
                page(context, loop, filter, numbers);
            }
        } catch (CdrSearch.Away e) {
            if (!writer.abort()) {
                problem(context, loop, 503, "database", e.getMessage());
            }
        } catch (CdrExport.TooLong e) {
            LOG.warn("{}: broken off", e.getMessage());
            if (!writer.abort()) {
                problem(context, loop, 503, "database", e.getMessage());
            }
        } catch (SlowWriter.Gone e) {
            writer.abort();
        } catch (RuntimeException e) {
            LOG.error("a search for call detail records failed", e);
            if (!writer.abort()) {
                problem(context, loop, 500, "fault", "the log says why");
            }
        }
    }

    private void problem(RoutingContext context, Context loop, int status, String code, String detail) {
        loop.runOnContext(nothing -> {
            if (!context.response().closed()) {
                reply.problem(context, status, code, detail);
            }
        });
    }

    private void page(RoutingContext context, Context loop, CdrFilter filter, Numbers numbers) throws CdrSearch.Away {
        List<FoundCdr> found = search.records().read(filter, AT_A_TIME + 1);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode columns = body.putArray("cols");
        COLUMNS.forEach(columns::add);
        ArrayNode rows = body.putArray("rows");
        found.stream().limit(AT_A_TIME).forEach(cdr -> {
            ArrayNode row = rows.addArray();
            cells(cdr, numbers).forEach(row::addPOJO);
        });
        body.put("next", found.size() > AT_A_TIME ? CdrQuery.place(found.get(AT_A_TIME - 1)) : null);
        loop.runOnContext(nothing -> {
            if (!context.response().closed()) {
                reply.json(context, 200, body.toString());
            }
        });
    }

    private void export(CdrFilter filter, Numbers numbers, SlowWriter writer) throws CdrSearch.Away, CdrExport.TooLong {
        writer.write(Csv.line(COLUMNS));
        new CdrExport(search).read(filter, cdr -> writer.write(Csv.line(cells(cdr, numbers))));
        writer.end();
    }

    private List<Object> cells(FoundCdr cdr, Numbers numbers) {
        List<Object> cells = new ArrayList<>();
        cells.add(cdr.received().atZone(search.zone()).toOffsetDateTime().toString());
        cells.add(numbers.show(cdr.caller()));
        cells.add(cdr.flow());
        cells.add(cdr.agent().orElse(null));
        cells.addAll(List.of(cdr.type(), cdr.waited(), cdr.pickUp(), cdr.talked()));
        cells.addAll(List.of(cdr.rejected(), cdr.stats(), cdr.sequence(), cdr.media()));
        return cells;
    }
}
