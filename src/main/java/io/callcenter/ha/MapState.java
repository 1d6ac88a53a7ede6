package io.callcenter.ha;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicated map, made of the log's entries; snapshots are written beside the work. */
final class MapState extends BaseStateMachine {
    private static final Logger LOG = LoggerFactory.getLogger(MapState.class);
    /** The answer to an entry of another term, which is nothing. */
    static final Message FENCED = Message.valueOf("fenced");
    /** Asks a member for the newest format that it reads. */
    static final Message WHICH_FORMAT = Message.valueOf("format");

    private final ReplicatedLog.Watcher watcher;
    private final int newest;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(RatisLog.daemon("cc-ha-snapshot"));
    private final AtomicBoolean writing = new AtomicBoolean();
    private final SortedMap<Long, MapRecord> map = new TreeMap<>();
    private volatile int format = SharedFormat.FIRST;
    private volatile boolean unreadable;
    private volatile boolean closed;

    /** An empty map of a member that reads formats up to that one. */
    MapState(ReplicatedLog.Watcher watcher, int newest) {
        this.watcher = watcher;
        this.newest = newest;
    }

    /** The format in force. */
    int format() {
        return format;
    }

    SortedMap<Long, MapRecord> copy() {
        synchronized (map) {
            return new TreeMap<>(map);
        }
    }

    Optional<MapRecord> find(long id) {
        synchronized (map) {
            return Optional.ofNullable(map.get(id));
        }
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage files) throws IOException {
        super.initialize(server, group, files);
        storage.init(files);
        load();
        getLifeCycle().startAndTransition(() -> {}, RuntimeException.class);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        load();
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().startAndTransition(() -> {}, RuntimeException.class);
        }
    }

    @Override
    public SimpleStateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public SingleFileSnapshotInfo getLatestSnapshot() {
        return storage.getLatestSnapshot();
    }

    private void load() throws IOException {
        SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
        if (snapshot == null) {
            return;
        }
        File file = snapshot.getFile().getPath().toFile();
        MD5Hash sum = snapshot.getFile().getFileDigest();
        if (sum != null) {
            MD5FileUtil.verifySavedMD5(file, sum);
        }
        try {
            SortedMap<Long, MapRecord> read = read(file);
            MapRecord inForce = read.get(SharedFormat.ID);
            int next = inForce == null ? SharedFormat.FIRST : known(inForce);
            synchronized (map) {
                map.clear();
                map.putAll(read);
                format = next;
                setLastAppliedTermIndex(snapshot.getTermIndex());
            }
        } catch (UnknownFormat e) {
            throw stopped(e);
        }
    }

    private int known(MapRecord inForce) throws UnknownFormat {
        int read = SharedFormat.of(inForce);
        SharedFormat.check(read, newest);
        return read;
    }

    /** From here on nothing is applied and nobody leads: what was skipped would be missing. */
    private UnknownFormat stopped(UnknownFormat why) {
        unreadable = true;
        watcher.unreadable(why.getMessage());
        return why;
    }

    private SortedMap<Long, MapRecord> read(File file) throws IOException {
        SortedMap<Long, MapRecord> read = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(file)))) {
            SharedFormat.check(in.readByte(), newest);
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                long id = in.readLong();
                byte kind = in.readByte();
                byte[] payload = new byte[in.readInt()];
                in.readFully(payload);
                read.put(id, new MapRecord(kind, payload));
            }
        }
        return read;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        if (unreadable) {
            return CompletableFuture.completedFuture(FENCED); // the engine logs each failure with its stack
        }
        RaftProtos.LogEntryProto logged = transaction.getLogEntry();
        try {
            ByteBuffer bytes = logged.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
            boolean counts = apply(LogEntry.read(bytes, newest), logged);
            return CompletableFuture.completedFuture(counts ? Message.EMPTY : FENCED);
        } catch (UnknownFormat e) {
            return CompletableFuture.failedFuture(stopped(e));
        } catch (IOException e) {
            watcher.ended("the log cannot be read: " + e.getMessage());
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether it counts: one of another term is nothing. */
    private boolean apply(LogEntry entry, RaftProtos.LogEntryProto logged) throws UnknownFormat {
        boolean counts = entry.term() == logged.getTerm();
        int next = counts ? after(entry) : format;
        synchronized (map) {
            if (counts) {
                entry.changes().forEach(this::apply);
            }
            format = next;
            updateLastAppliedTermIndex(logged.getTerm(), logged.getIndex());
        }
        return counts;
    }

    /** The format in force after that entry. */
    private int after(LogEntry entry) throws UnknownFormat {
        int next = format;
        for (MapChange change : entry.changes()) {
            if (change.id() == SharedFormat.ID && change.kept().isPresent()) {
                next = known(change.kept().get());
            }
        }
        return next;
    }

    private void apply(MapChange change) {
        if (change.kept().isPresent()) {
            map.put(change.id(), change.kept().get());
        } else {
            map.remove(change.id());
        }
    }

    /** Copies the map and writes the copy beside; tells the index of the last snapshot that is whole. */
    @Override
    public long takeSnapshot() {
        if (!closed && !unreadable && writing.compareAndSet(false, true)) {
            TermIndex at;
            SortedMap<Long, MapRecord> copy;
            int written;
            synchronized (map) {
                written = format;
                at = getLastAppliedTermIndex();
                copy = new TreeMap<>(map);
            }
            writer.execute(() -> write(at, written, copy));
        }
        SingleFileSnapshotInfo last = storage.getLatestSnapshot();
        return last == null ? -1 : last.getIndex();
    }

    private void write(TermIndex at, int written, Map<Long, MapRecord> copy) {
        File file = storage.getSnapshotFile(at.getTerm(), at.getIndex());
        File next = new File(file.getParentFile(), "next");
        try {
            try (FileOutputStream raw = new FileOutputStream(next);
                    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw, 1 << 16))) {
                out.writeByte(written);
                out.writeInt(copy.size());
                for (Map.Entry<Long, MapRecord> entry : copy.entrySet()) {
                    out.writeLong(entry.getKey());
                    out.writeByte(entry.getValue().kind());
                    out.writeInt(entry.getValue().payload().length);
                    out.write(entry.getValue().payload());
                }
                out.flush();
                raw.getFD().sync();
            }
            Files.move(next.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE);
            MD5Hash sum = MD5FileUtil.computeAndSaveMd5ForFile(file);
            storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file.toPath(), sum), at));
        } catch (IOException | RuntimeException e) {
            LOG.warn("A snapshot of the records could not be written: {}", e.toString());
        } finally {
            writing.set(false);
        }
    }

    /** What members ask one another; it needs no leader. */
    @Override
    public CompletableFuture<Message> queryStale(Message question, long since) {
        boolean known = question.getContent().equals(WHICH_FORMAT.getContent());
        return CompletableFuture.completedFuture(known ? Message.valueOf(Integer.toString(newest)) : Message.EMPTY);
    }

    @Override
    public void notifyLeaderReady() {
        if (unreadable) {
            return;
        }
        try {
            watcher.leads(getServer().join().getDivision(getGroupId()).getInfo().getCurrentTerm());
        } catch (IOException e) {
            watcher.ended("the partition is not there any more: " + e);
        }
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId self, RaftPeerId leader) {
        LOG.info("Member {} leads", leader);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        watcher.follows();
    }

    @Override
    public void notifyLogFailed(Throwable cause, RaftProtos.LogEntryProto failed) {
        watcher.ended("the log cannot be written: " + cause);
    }

    @Override
    public void notifyServerShutdown(RaftProtos.RoleInfoProto role, boolean all) {
        if (!closed && !unreadable) {
            watcher.ended("the engine of cc.ha.members has ended");
        }
    }

    /** What follows is a wanted end. */
    void closes() {
        closed = true;
    }

    @Override
    public void close() {
        closed = true;
        writer.shutdown();
    }
}
