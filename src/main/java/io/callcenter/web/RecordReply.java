package io.callcenter.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with records that were searched for, on threads that may wait: a hundred at a time with the place to go on from, or all of them as a file. */
final class RecordReply {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReply.class);
    private static final int AT_A_TIME = 100;

    private final RecordSearch search;
    private final PageReply reply;

    RecordReply(RecordSearch search, PageReply reply) {
        this.search = search;
        this.reply = reply;
    }

    /**
     * What is answered.
     *
     * @param file name of the file
     * @param columns names of the cells
     * @param pages reads records
     * @param place of a record, to go on behind it
     * @param cells of a record
     * @param flaw why it is not answered, asked before the first record is read; empty = nothing
     */
    record Wanted<R>(
            String file,
            List<String> columns,
            RecordFile.Pages<R> pages,
            Function<R, String> place,
            Function<R, List<Object>> cells,
            Flaw flaw) {}

    /** Looks whether something can be answered. */
    @FunctionalInterface
    interface Flaw {
        Optional<String> find() throws RecordSearch.Away;
    }

    /** A time of that zone, with its offset: seconds are there even where they are 0. */
    static String time(Instant time, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
    }

    /** Whether a file is asked for. */
    static boolean isFile(RoutingContext context) {
        String accepted = context.request().getHeader("Accept");
        return "csv".equals(context.queryParams().get("format")) || accepted != null && accepted.startsWith("text/csv");
    }

    /** Answers it, now or later; false where it was refused since too much is asked for at once. */
    <R> boolean begin(RoutingContext context, Wanted<R> wanted, boolean file) {
        Context loop = context.vertx().getOrCreateContext();
        try {
            (file ? search.files() : search.threads()).execute(() -> answer(context, loop, wanted, file));
            return true;
        } catch (RejectedExecutionException e) {
            context.response().putHeader("Retry-After", file ? "60" : "10");
            String why = file ? "a file is written already" : "two searches run already, and others wait";
            reply.problem(context, 503, "busy", why + ": try again");
            return false;
        }
    }

    private <R> void answer(RoutingContext context, Context loop, Wanted<R> wanted, boolean file) {
        SlowWriter writer = new SlowWriter(context, loop, reply, wanted.file());
        try {
            Optional<String> flaw = wanted.flaw().find();
            if (flaw.isPresent()) {
                problem(context, loop, 400, "query", flaw.get());
            } else if (file) {
                writer.write(Csv.line(wanted.columns()));
                new RecordFile(search.clock())
                        .read(
                                wanted.pages(),
                                one -> writer.write(Csv.line(wanted.cells().apply(one))));
                writer.end();
            } else {
                page(context, loop, wanted);
            }
        } catch (RecordSearch.Away e) {
            breakOff(context, loop, writer, 503, "database", e.getMessage());
        } catch (RecordFile.TooLong e) {
            LOG.warn("{}: {}: broken off", wanted.file(), e.getMessage());
            breakOff(context, loop, writer, 503, "database", e.getMessage());
        } catch (SlowWriter.Gone e) {
            writer.abort();
        } catch (RuntimeException e) {
            LOG.error("a search for records failed", e);
            breakOff(context, loop, writer, 500, "fault", "the log says why");
        }
    }

    private void breakOff(
            RoutingContext context, Context loop, SlowWriter writer, int status, String code, String detail) {
        if (!writer.abort()) {
            problem(context, loop, status, code, detail);
        }
    }

    private void problem(RoutingContext context, Context loop, int status, String code, String detail) {
        loop.runOnContext(nothing -> {
            if (!context.response().closed()) {
                reply.problem(context, status, code, detail);
            }
        });
    }

    private <R> void page(RoutingContext context, Context loop, Wanted<R> wanted) throws RecordSearch.Away {
        List<R> found = wanted.pages().next(Optional.empty(), AT_A_TIME + 1);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode columns = body.putArray("cols");
        wanted.columns().forEach(columns::add);
        ArrayNode rows = body.putArray("rows");
        found.stream().limit(AT_A_TIME).forEach(one -> {
            ArrayNode row = rows.addArray();
            wanted.cells().apply(one).forEach(row::addPOJO);
        });
        body.put("next", found.size() > AT_A_TIME ? wanted.place().apply(found.get(AT_A_TIME - 1)) : null);
        loop.runOnContext(nothing -> {
            if (!context.response().closed()) {
                reply.json(context, 200, body.toString());
            }
        });
    }
}
