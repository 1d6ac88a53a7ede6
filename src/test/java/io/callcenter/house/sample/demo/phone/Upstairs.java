package io.callcenter.house.sample.demo.phone;

/** Stands above another package. */
public final class Upstairs {}
