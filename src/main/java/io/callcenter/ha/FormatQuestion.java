package io.callcenter.ha;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks members for the newest format that each reads, over the port by which they share the log.
 *
 * @param keys by which they know one another
 */
record FormatQuestion(RaftGroupId group, Parameters keys) {
    private static final Logger LOG = LoggerFactory.getLogger(FormatQuestion.class);
    private static final long PATIENCE_MILLIS = 1_000;

    /** What those say who answer within a second; waits for it. */
    Map<String, Integer> ask(List<RaftPeer> peers) {
        Map<String, Integer> said = new TreeMap<>();
        if (peers.isEmpty()) {
            return said;
        }
        ClientId self = ClientId.randomId();
        AtomicLong calls = new AtomicLong();
        RaftClientRpc rpc = new GrpcFactory(keys).newRaftClientRpc(self, new RaftProperties());
        try {
            rpc.addRaftPeers(peers);
            Map<RaftPeer, CompletableFuture<RaftClientReply>> answers = new TreeMap<>(
                    java.util.Comparator.comparing(peer -> peer.getId().toString()));
            peers.forEach(peer -> answers.put(
                    peer,
                    rpc.sendRequestAsyncUnordered(question(self, peer, calls.incrementAndGet()))
                            .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)));
            answers.forEach((peer, answer) ->
                    read(answer).ifPresent(newest -> said.put(peer.getId().toString(), newest)));
        } finally {
            CompletableFuture.runAsync(() -> close(rpc)); // that waits for seconds where a machine cannot be reached
        }
        return said;
    }

    private static void close(RaftClientRpc rpc) {
        try {
            rpc.close();
        } catch (IOException e) {
            LOG.debug("not closed", e);
        }
    }

    private RaftClientRequest question(ClientId self, RaftPeer peer, long call) {
        return RaftClientRequest.newBuilder()
                .setClientId(self)
                .setServerId(peer.getId())
                .setGroupId(group)
                .setCallId(call)
                .setType(RaftClientRequest.staleReadRequestType(0))
                .setMessage(MapState.WHICH_FORMAT)
                .build();
    }

    /** A version that does not know the question says nothing. */
    private static OptionalInt read(CompletableFuture<RaftClientReply> answer) {
        try {
            RaftClientReply reply = answer.join();
            String text = reply.isSuccess() ? reply.getMessage().getContent().toStringUtf8() : "";
            return text.matches("\\d{1,3}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        } catch (CompletionException e) {
            LOG.debug("no answer", e);
            return OptionalInt.empty();
        }
    }
}
