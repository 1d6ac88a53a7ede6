package io.callcenter.house.sample.store;

/** Reaches past the replicated log. */
final class KnowsTheEngine {

    boolean runs(org.apache.ratis.server.RaftServer server) {
        return server.getLifeCycleState().isRunning();
    }
}
