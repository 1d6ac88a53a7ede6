package io.callcenter.house.sample.core;

/** A sealed family with a member that anybody may extend. */
public sealed interface Family {

    /** Not closed. */
    non-sealed class Open implements Family {}
}
