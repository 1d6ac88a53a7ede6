package io.callcenter.web;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.Role;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers searches for call detail records. */
final class CdrPages {
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
    private static final Duration UNINDEXED = Duration.ofDays(31).plusHours(1); // a day of 25 hours may be among them

    private final RecordSearch search;
    private final PageReply reply;
    private final RecordReply records;
    private final Audit audit;

    CdrPages(RecordSearch search, PageReply reply, Audit audit) {
        this.search = search;
        this.reply = reply;
        this.records = new RecordReply(search, reply);
        this.audit = audit;
    }

    /** Answers that member, who sees so much of callers. */
    void handle(RoutingContext context, PageUser member, NumberMask numbers) {
        if (!member.visitor().role().covers(Role.OPERATOR)) {
            reply.problem(context, 403, "role", "call detail records are for operators");
            return;
        }
        CdrFilter filter;
        try {
            filter = CdrQuery.read(
                    context.queryParams(), search, member.visitor().scope());
        } catch (SpanQuery.Unreadable e) {
            reply.problem(context, 400, "query", e.getMessage());
            return;
        }
        if (filter.caller().isPresent() && numbers != NumberMask.FULL) {
            reply.problem(context, 403, "role", "callers are hidden from this role, and so cannot be searched for");
            return;
        }
        boolean file = RecordReply.isFile(context);
        if (records.begin(context, wanted(filter, numbers), file)) {
            audit.note(
                    member.visitor().name(),
                    member.visitor().from(),
                    file ? Audit.Deed.CDR_EXPORT : Audit.Deed.CDR_SEARCH,
                    SpanQuery.text(context.queryParams()));
        }
    }

    private RecordReply.Wanted<FoundCdr> wanted(CdrFilter filter, NumberMask numbers) {
        return new RecordReply.Wanted<>(
                "calls.csv",
                COLUMNS,
                (last, most) -> search.cdrs()
                        .read(last.map(cdr -> filter.behind(cdr.place())).orElse(filter), most),
                CdrQuery::place,
                cdr -> cells(cdr, numbers),
                () -> flaw(filter));
    }

    private Optional<String> flaw(CdrFilter filter) throws RecordSearch.Away {
        boolean isLong = Duration.between(filter.from(), filter.to()).compareTo(UNINDEXED) > 0;
        return isLong && !search.cdrs().areIndexed()
                ? Optional.of("31 days at most, since cc_cdrs has no index that begins with received_timestamp")
                : Optional.empty();
    }

    private List<Object> cells(FoundCdr cdr, NumberMask numbers) {
        List<Object> cells = new ArrayList<>();
        cells.add(RecordReply.time(cdr.received(), search.zone()));
        cells.add(numbers.show(cdr.caller()));
        cells.add(cdr.flow());
        cells.add(cdr.agent().orElse(null));
        cells.addAll(List.of(cdr.type(), cdr.waited(), cdr.pickUp(), cdr.talked()));
        cells.addAll(List.of(cdr.rejected(), cdr.stats(), cdr.sequence(), cdr.media()));
        return cells;
    }
}
