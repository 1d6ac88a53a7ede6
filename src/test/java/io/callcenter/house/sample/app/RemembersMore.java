package io.callcenter.house.sample.app;

import java.util.concurrent.ConcurrentHashMap;

/** Holds a table for all. */
final class RemembersMore {

    static final ConcurrentHashMap<String, String> SEEN = new ConcurrentHashMap<>();
}
