package io.callcenter.ha;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.proto.RaftProtos;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicated map over Apache Ratis. */
public final class RatisLog implements ReplicatedLog {
    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);
    private static final long HAND_OVER_MILLIS = 3_000;
    private static final long SNAPSHOT_MILLIS = 10_000;
    private static final long CHANGE_SECONDS = 10;

    private final Path folder;
    private final RaftGroupId group;
    private final RaftPeerId self;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final MapState state;
    private final RaftServer server;
    private final FormatQuestion question;
    private final int newest;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(daemon("cc-ha-formats"));

    /**
     * Joins the partition; elections go on from here.
     *
     * @param entrance how it comes in
     * @param folder where its files are, made if missing; made by one member and used by no other
     * @param watcher hears who leads
     * @throws UnknownFormat when its files are of a newer version
     * @throws IOException when its address cannot be listened on or its files cannot be used
     */
    public RatisLog(Membership members, JoinMode entrance, Path folder, Watcher watcher) throws IOException {
        this(members, entrance, folder, watcher, SharedFormat.NEWEST);
    }

    /** One of a version that reads and writes formats up to that one. */
    RatisLog(Membership members, JoinMode entrance, Path folder, Watcher watcher, int newest) throws IOException {
        this.newest = newest;
        Files.createDirectories(folder);
        UUID name = UUID.nameUUIDFromBytes(("call-center " + members.part()).getBytes(StandardCharsets.UTF_8));
        group = RaftGroupId.valueOf(name);
        self = RaftPeerId.valueOf(members.self());
        state = new MapState(watcher, newest);
        Parameters parameters = new Parameters();
        entrance.keys()
                .ifPresent(keys ->
                        GrpcConfigKeys.TLS.setConf(parameters, new GrpcTlsConfig(keys.own(), keys.others(), true)));
        question = new FormatQuestion(group, parameters);
        this.folder = folder.resolve(name.toString()).resolve("current");
        boolean known = Files.exists(this.folder);
        server = RaftServer.newBuilder()
                .setServerId(self)
                .setGroup(RaftGroup.valueOf(group, entrance.asNew() ? List.of() : peers(members.addresses())))
                .setProperties(RatisSettings.of(members, folder.toFile()))
                .setParameters(parameters)
                .setStateMachine(state)
                .setOption(known ? RaftStorage.StartupOption.RECOVER : RaftStorage.StartupOption.FORMAT)
                .build();
        try {
            server.start();
        } catch (CompletionException e) {
            server.close();
            throw cause(e);
        }
    }

    private static IOException cause(CompletionException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException why) {
                return why;
            }
        }
        return new IOException(failure);
    }

    private static List<RaftPeer> peers(Map<String, String> addresses) {
        return addresses.entrySet().stream()
                .map(member -> RaftPeer.newBuilder()
                        .setId(member.getKey())
                        .setAddress(member.getValue())
                        .setPriority(1)
                        .build())
                .toList();
    }

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** By an entry without changes: the engine answers a second read without asking anybody as long as nothing was committed since the first. */
    @Override
    public CompletionStage<Void> confirm(long term) {
        return append(term, List.of());
    }

    @Override
    public CompletionStage<Void> append(long term, List<MapChange> changes) {
        byte[] entry = new LogEntry(term, changes).bytes(state.format());
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(self)
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setType(RaftClientRequest.writeRequestType())
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
                .build();
        try {
            return server.submitClientRequestAsync(request).thenAccept(RatisLog::check);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static void accepted(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            throw new CompletionException("the members refused it", reply.getException());
        }
    }

    private static void check(RaftClientReply reply) {
        accepted(reply);
        if (reply.getMessage().getContent().equals(MapState.FENCED.getContent())) {
            throw new CompletionException(new IOException("written by a leader of another term"));
        }
    }

    @Override
    public SortedMap<Long, MapRecord> state() {
        return state.copy();
    }

    @Override
    public Optional<MapRecord> find(long id) {
        return state.find(id);
    }

    @Override
    public Status status() {
        DivisionInfo info;
        Map<String, String> members = new TreeMap<>();
        try {
            RaftServer.Division division = server.getDivision(group);
            info = division.getInfo();
            division.getRaftConf()
                    .getCurrentPeers()
                    .forEach(peer -> members.put(peer.getId().toString(), peer.getAddress()));
        } catch (IOException e) {
            return new Status(0, Optional.empty(), -1, Map.of(), Map.of(), state.format());
        }
        Map<String, Long> lags = new HashMap<>();
        RaftProtos.RoleInfoProto role = info.getRoleInfoProto();
        if (role.hasLeaderInfo()) {
            role.getLeaderInfo()
                    .getFollowerInfoList()
                    .forEach(follower ->
                            lags.put(follower.getId().getId().toStringUtf8(), follower.getLastRpcElapsedTimeMs()));
        }
        Optional<String> leader = Optional.ofNullable(info.getLeaderId()).map(RaftPeerId::toString);
        return new Status(info.getCurrentTerm(), leader, info.getLastAppliedIndex(), members, lags, state.format());
    }

    @Override
    public CompletionStage<Map<String, Integer>> formats(Set<String> asked) {
        Map<String, String> others = new TreeMap<>(status().members());
        others.keySet().retainAll(asked);
        boolean own = others.remove(self.toString()) != null;
        return CompletableFuture.supplyAsync(() -> question.ask(peers(others)), asking)
                .thenApply(said -> {
                    if (own) {
                        said.put(self.toString(), newest);
                    }
                    return said;
                });
    }

    @Override
    public CompletionStage<Void> handOver(String member) {
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                client, self, group, calls.incrementAndGet(), RaftPeerId.valueOf(member), HAND_OVER_MILLIS);
        try {
            return server.transferLeadershipAsync(request).thenAccept(RatisLog::accepted);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Void> change(Map<String, String> members) {
        SetConfigurationRequest request =
                new SetConfigurationRequest(client, self, group, calls.incrementAndGet(), peers(members));
        try {
            // A leader that is never idle gives no new member up: it must be told to lead no more before another
            // change.
            return server.setConfigurationAsync(request)
                    .thenAccept(RatisLog::accepted)
                    .orTimeout(CHANGE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void shrink() {
        server.snapshotManagementAsync(SnapshotManagementRequest.newCreate(
                        client, self, group, calls.incrementAndGet(), SNAPSHOT_MILLIS, 1))
                .whenComplete((reply, failure) -> LOG.debug("snapshot: {}", reply, failure));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            state.closes();
            asking.shutdownNow();
            try {
                server.close();
            } catch (IOException e) {
                LOG.warn("The members' log did not close cleanly: {}", e.toString());
            }
        }
    }
}
