package io.callcenter.ha;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** A map of records on several machines, written by the one that leads. Any thread. */
public interface ReplicatedLog extends AutoCloseable {
    /** Who hears what becomes of this member; called on threads of the engine, which must not be held up. */
    interface Watcher {
        /** It leads in that term and has applied all that was committed before. */
        void leads(long term);

        /** It leads no more. */
        void follows();

        /** The engine ended by itself: the process should, too. */
        void ended(String why);

        /** The others write what this version does not know: it must not lead, and the process should end until it is replaced by a newer one. */
        void unreadable(String why);
    }

    /**
     * What a member knows of the partition.
     *
     * @param term the present one
     * @param leader who leads, as far as known
     * @param applied index of the last entry in the map
     * @param members who shares the records, by name, with their addresses
     * @param lags of a leader: each other member with the milliseconds since it was heard of
     * @param format the {@link SharedFormat} in force, in which a leader writes
     */
    record Status(
            long term,
            Optional<String> leader,
            long applied,
            Map<String, String> members,
            Map<String, Long> lags,
            int format) {}

    /**
     * Writes changes together. To be called again only when the former call is done, so that entries stay in order.
     *
     * @param term in which this process began to lead
     * @return done when a majority has it on disk and it is in the map; fails when this member does not lead in that term
     */
    CompletionStage<Void> append(long term, List<MapChange> changes);

    /** Done when a majority has confirmed, after this call, that this member leads in that term; else it fails, or is never done. */
    CompletionStage<Void> confirm(long term);

    /** The records as they are applied now, a copy. */
    SortedMap<Long, MapRecord> state();

    /** One of them. */
    Optional<MapRecord> find(long id);

    /** What this member knows. */
    Status status();

    /** Asks the leader, which is this member, to give the lead to another one; fails where that one does not take it within 3 s. */
    CompletionStage<Void> handOver(String member);

    /**
     * Asks the leader, which is this member, that those share the records from now on; whoever is new gets them first. Fails where a new one cannot be
     * reached, or another change is under way.
     */
    CompletionStage<Void> change(Map<String, String> members);

    /** Asks those members, of whom this one may be one, for the newest {@link SharedFormat} that each reads; who does not answer within a second is left out. */
    CompletionStage<Map<String, Integer>> formats(Set<String> members);

    /** Makes what it keeps on disk smaller, if it can; does not wait for it. */
    void shrink();

    /** The folder in which the log grows. */
    Path folder();

    /** Ends this member's part. Twice is once. */
    @Override
    void close();
}
