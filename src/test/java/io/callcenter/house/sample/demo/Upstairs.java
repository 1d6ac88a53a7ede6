package io.callcenter.house.sample.demo;

/** Stands above another package. */
public final class Upstairs {}
