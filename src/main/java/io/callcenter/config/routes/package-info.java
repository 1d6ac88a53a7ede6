/**
 * The user's route files: found, loaded, swapped while calls go on, checked.
 *
 * <p>For the application and for the subcommand {@code check}.
 *
 * <p>Files in, routes of the Camel context out.
 */
package io.callcenter.config.routes;
