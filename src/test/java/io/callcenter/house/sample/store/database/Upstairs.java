package io.callcenter.house.sample.store.database;

/** Stands above another package. */
public final class Upstairs {}
