/**
 * Composition root: settings, clock, beans by name, the order in which the parts start and stop. Uses everything; only {@link
 * io.callcenter.CallCenter} uses it.
 *
 * <p>This package wires; the settings, user's routes, HTTP server and subcommands have packages below it.
 */
package io.callcenter.config;
