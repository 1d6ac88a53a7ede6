/**
 * What the subcommands of {@code ./callcenter} do: start, demo, check, mi, user.
 *
 * <p>For the main class.
 *
 * <p>A command line in, an exit code out.
 */
package io.callcenter.config.command;
