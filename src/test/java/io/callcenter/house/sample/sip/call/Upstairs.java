package io.callcenter.house.sample.sip.call;

/** Stands above another package. */
public final class Upstairs {}
