package io.callcenter.house.sample.mi.command;

/** Stands above another package. */
public final class Upstairs {}
