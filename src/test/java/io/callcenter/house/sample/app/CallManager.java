package io.callcenter.house.sample.app;

/** Might do anything. */
final class CallManager {}
