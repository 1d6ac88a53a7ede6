package io.callcenter.store.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.AuditEntry;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.CallId;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.Journal.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records that were alive in the journal at the start, read; one that cannot be read is put aside and dropped. */
public final class RecoveredRecords {
    /**
     * What every process leaves for the next.
     *
     * @param node names this journal's owner in tables that several nodes share
     * @param sequenceBase of the events that it published
     */
    public record Mark(String node, long sequenceBase) {}

    /** A call's record with its parts, each empty where it is not there. */
    public record Call(SavedRecord record, Optional<SavedCall> core, Optional<SavedLegs> legs) {}

    /** What becomes of records that cannot be read. */
    private interface Unreadable {
        void wholly(Entry entry, String why);

        /** The rest of it goes on. */
        void partly(Entry entry, String why);
    }

    private final ObjectMapper json = StoredJson.mapper();
    private final Unreadable unreadable;
    private final SortedMap<Long, Call> calls = new TreeMap<>();
    private final SortedMap<Long, Cdr> cdrs = new TreeMap<>();
    private final SortedMap<Long, String> events = new TreeMap<>();
    private final SortedMap<Long, Effect.SaveWrapUp> wrapUps = new TreeMap<>();
    private final SortedMap<Long, SavedLogin> logins = new TreeMap<>();
    private final SortedMap<Long, SavedFigures> figures = new TreeMap<>();
    private final SortedMap<Long, Interval> intervals = new TreeMap<>();
    private final SortedMap<Long, GivenCode> codes = new TreeMap<>();
    private final SortedMap<Long, AuditEntry> audits = new TreeMap<>();
    private final SortedMap<Long, Mark> marks = new TreeMap<>();

    /** Reads them; what cannot be read is put aside and dropped from the journal. */
    public RecoveredRecords(List<Entry> entries, Journal journal, Quarantine quarantine) {
        this(entries, new Unreadable() {
            @Override
            public void wholly(Entry entry, String why) {
                quarantine.put(entry.kind().name().toLowerCase(Locale.ROOT), entry.id(), entry.payload(), why);
                journal.discard(entry.id());
            }

            @Override
            public void partly(Entry entry, String why) {
                quarantine.put("call", entry.id(), entry.payload(), why);
            }
        });
    }

    private RecoveredRecords(List<Entry> entries, Unreadable unreadable) {
        this.unreadable = unreadable;
        for (Entry entry : entries) {
            try {
                read(entry);
            } catch (IOException | RuntimeException e) { // whatever a damaged record makes of the reader
                unreadable.wholly(entry, firstLine(e));
            }
        }
        settleFinals();
    }

    /** What a process would find that took these records up now. What cannot be read is left out, and nothing is done about it. */
    public static RecoveredState glance(List<Entry> entries) {
        Unreadable leftOut = new Unreadable() {
            @Override
            public void wholly(Entry entry, String why) {}

            @Override
            public void partly(Entry entry, String why) {}
        };
        return new RecoveredRecords(entries, leftOut).state(List.of());
    }

    private void read(Entry entry) throws IOException {
        switch (entry.kind()) {
            case CALL -> calls.put(entry.id(), call(entry));
            case CDR -> cdrs.put(entry.id(), json.readValue(entry.payload(), Cdr.class));
            case EVENT -> events.put(entry.id(), new String(entry.payload(), java.nio.charset.StandardCharsets.UTF_8));
            case WRAP_UP -> wrapUps.put(entry.id(), json.readValue(entry.payload(), Effect.SaveWrapUp.class));
            case LOGIN -> logins.put(entry.id(), json.readValue(entry.payload(), SavedLogin.class));
            case FIGURES -> figures.put(entry.id(), json.readValue(entry.payload(), SavedFigures.class));
            case INTERVAL -> intervals.put(entry.id(), json.readValue(entry.payload(), Interval.class));
            case CODE -> codes.put(entry.id(), json.readValue(entry.payload(), GivenCode.class));
            case AUDIT -> audits.put(entry.id(), json.readValue(entry.payload(), AuditEntry.class));
            case MARK -> marks.put(entry.id(), json.readValue(entry.payload(), Mark.class));
        }
    }

    /** One part may go on where the other cannot be read; a record of which nothing can be read is none. */
    private Call call(Entry entry) throws IOException {
        SavedRecord record = SavedRecord.of(entry.payload());
        Optional<SavedCall> core = Optional.empty();
        Optional<SavedLegs> legs = Optional.empty();
        IOException trouble = null;
        try {
            core = record.core().length == 0 ? core : Optional.of(record.readCore());
        } catch (IOException e) {
            trouble = e;
        }
        try {
            legs = record.legs().length == 0 ? legs : Optional.of(record.readLegs());
        } catch (IOException e) {
            trouble = e;
        }
        if (trouble != null && core.isEmpty() && legs.isEmpty()) {
            throw trouble;
        }
        if (trouble != null) {
            unreadable.partly(entry, firstLine(trouble));
        }
        byte[] none = new byte[0];
        SavedRecord readable = new SavedRecord(
                record.call(),
                record.over(),
                core.isPresent() ? record.core() : none,
                legs.isPresent() ? record.legs() : none);
        return new Call(readable, core, legs);
    }

    private static String firstLine(Exception e) {
        return e.toString().lines().findFirst().orElse("");
    }

    /** A call with a final record is over, even where its own record does not say so. */
    private void settleFinals() {
        Set<CallId> ended = new HashSet<>();
        cdrs.values().stream().filter(Cdr::last).forEach(cdr -> ended.add(cdr.call()));
        calls.replaceAll((id, call) -> ended.contains(call.record().call()) ? over(call) : call);
    }

    private static Call over(Call call) {
        SavedRecord was = call.record();
        return new Call(new SavedRecord(was.call(), true, new byte[0], was.legs()), Optional.empty(), call.legs());
    }

    public SortedMap<Long, Call> calls() {
        return calls;
    }

    SortedMap<Long, Cdr> cdrs() {
        return cdrs;
    }

    public SortedMap<Long, String> events() {
        return events;
    }

    SortedMap<Long, Effect.SaveWrapUp> wrapUps() {
        return wrapUps;
    }

    SortedMap<Long, SavedLogin> logins() {
        return logins;
    }

    SortedMap<Long, SavedFigures> figures() {
        return figures;
    }

    SortedMap<Long, Interval> intervals() {
        return intervals;
    }

    SortedMap<Long, GivenCode> codes() {
        return codes;
    }

    SortedMap<Long, AuditEntry> audits() {
        return audits;
    }

    /** The mark of the process before with its record's id; empty at the first start. */
    public Optional<Map.Entry<Long, Mark>> mark() {
        return marks.isEmpty() ? Optional.empty() : Optional.of(Map.entry(marks.lastKey(), marks.get(marks.lastKey())));
    }

    public RecoveredState state(List<String> putAside) {
        List<SavedCall> cores = new ArrayList<>();
        List<SavedLegs> legs = new ArrayList<>();
        Set<CallId> over = new HashSet<>();
        for (Call call : calls.values()) {
            call.core().ifPresent(cores::add);
            call.legs().ifPresent(legs::add);
            if (call.record().over()) {
                over.add(call.record().call());
            }
        }
        cores.sort(Comparator.comparingLong(SavedCall::sequence));
        Map<Object, SavedLogin> byAgent = new LinkedHashMap<>();
        logins.values().forEach(login -> byAgent.put(login.agent(), login));
        return new RecoveredState(
                cores, legs, over, List.copyOf(byAgent.values()), List.copyOf(figures.values()), putAside);
    }
}
