package io.callcenter.ha;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** How the engine is set; each line that differs from its default has a reason. */
final class RatisSettings {
    private static final int THREADS = 16;
    private static final long SNAPSHOT_AFTER = 20_000;
    private static final long KEPT_ENTRIES = 30_000;

    /** Pauses of a leader between attempts to reach a member: ten times so long, then so long each time. */
    private static final String ATTEMPTS = "1ms,10, 100ms,1000000";

    private RatisSettings() {}

    static RaftProperties of(Membership members, File folder) {
        RaftProperties properties = new RaftProperties();
        String address = members.addresses().get(members.self());
        int colon = address.lastIndexOf(':');
        GrpcConfigKeys.Server.setHost(properties, address.substring(0, colon));
        GrpcConfigKeys.Server.setPort(properties, Integer.parseInt(address.substring(colon + 1)));
        // Without limits it takes a thread for each request that waits.
        GrpcConfigKeys.Server.setAsyncRequestThreadPoolSize(properties, THREADS);
        RaftServerConfigKeys.ThreadPool.setProxySize(properties, THREADS);
        RaftServerConfigKeys.ThreadPool.setServerSize(properties, THREADS);
        RaftServerConfigKeys.ThreadPool.setClientSize(properties, THREADS);

        RaftServerConfigKeys.setStorageDir(properties, List.of(folder));
        elections(members, properties);
        log(properties);
        return properties;
    }

    private static void elections(Membership members, RaftProperties properties) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, time(members.electionLeast()));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, time(members.electionMost()));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, time(members.electionLeast()));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, time(members.electionMost()));
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, time(Duration.ofSeconds(2)));
        // Else a member that lost a majority stands for no election for 10 s.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, time(Duration.ofSeconds(1)));
        // Answers need not be remembered: a request is made once, by this process.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, time(Duration.ofSeconds(5)));
    }

    private static void log(RaftProperties properties) {
        // A third of the CPU, for something that nobody reads.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // The write buffer must be larger than what one message to a follower may hold.
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf("4MB"));
        // By default it pauses for up to 5 s, also before each step back to where the log of a member that returns
        // agrees with its own: minutes for one that led and was cut off.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, ATTEMPTS);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("16MB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
        // Enough entries stay for a follower that was away to catch up by them: one that gets a snapshot while it
        // writes may end.
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, KEPT_ENTRIES);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, SNAPSHOT_AFTER);
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
    }

    private static TimeDuration time(Duration duration) {
        return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
