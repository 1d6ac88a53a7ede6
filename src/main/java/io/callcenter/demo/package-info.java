/**
 * The first run: SIP peers on loopback (an announcement player, agents, callers) that use the contact center as any phone would, a ledger of
 * what they saw, and a screen that tells it. Knows the contact center only by SIP, its tables, its events and its MI.
 *
 * <p>This package is the show; {@code demo.phone} and {@code demo.media} are what it plays with.
 */
package io.callcenter.demo;
