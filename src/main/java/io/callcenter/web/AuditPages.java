package io.callcenter.web;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditFilter;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.Role;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers searches in the audit; each of them is an entry itself. */
final class AuditPages {
    private static final List<String> COLUMNS =
            List.of("at", "who", "origin", "deed", "flow_id", "agent_id", "call_id", "details", "answer");
    private static final Set<String> NAMES = Set.of("from", "to", "who", "deed", "target", "after", "format");

    private final RecordSearch search;
    private final PageReply reply;
    private final RecordReply records;
    private final Audit audit;

    AuditPages(RecordSearch search, PageReply reply, Audit audit) {
        this.search = search;
        this.reply = reply;
        this.records = new RecordReply(search, reply);
        this.audit = audit;
    }

    /** Answers that member. */
    void handle(RoutingContext context, PageUser member) {
        if (member.visitor().role() != Role.ADMIN) {
            reply.problem(context, 403, "role", "the audit is for admins");
            return;
        }
        AuditFilter filter;
        try {
            filter = filter(context.queryParams(), member);
        } catch (SpanQuery.Unreadable e) {
            reply.problem(context, 400, "query", e.getMessage());
            return;
        }
        boolean file = RecordReply.isFile(context);
        if (records.begin(context, wanted(filter), file)) {
            audit.note(
                    member.visitor().name(),
                    member.visitor().from(),
                    file ? Audit.Deed.AUDIT_EXPORT : Audit.Deed.AUDIT_SEARCH,
                    SpanQuery.text(context.queryParams()));
        }
    }

    /** What a query asks for, as far as it is there for them. */
    AuditFilter filter(MultiMap given, PageUser member) throws SpanQuery.Unreadable {
        SpanQuery query = new SpanQuery(given, NAMES, search);
        Optional<AuditFilter.Part> part = search.part()
                .apply(member.visitor().scope())
                .map(there -> new AuditFilter.Part(
                        there.flows(), there.agents(), member.visitor().name()));
        return new AuditFilter(
                query.from(),
                query.to(),
                query.text("who"),
                query.text("deed"),
                query.text("target"),
                part,
                query.behind().map(place -> new AuditFilter.Place(place[0], place[1])));
    }

    private RecordReply.Wanted<AuditEntry> wanted(AuditFilter filter) {
        return new RecordReply.Wanted<>(
                "audit.csv",
                COLUMNS,
                (last, most) -> search.deeds()
                        .read(last.map(entry -> filter.behind(entry.place())).orElse(filter), most),
                entry -> entry.at().toEpochMilli() + "-" + entry.number(),
                this::cells,
                Optional::empty);
    }

    private List<Object> cells(AuditEntry entry) {
        return List.of(
                RecordReply.time(entry.at(), search.zone()),
                entry.who(),
                entry.origin(),
                entry.deed(),
                entry.target().flow(),
                entry.target().agent(),
                entry.target().call(),
                entry.details(),
                entry.answer());
    }
}
