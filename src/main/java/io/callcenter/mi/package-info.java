/**
 * The management interface: JSON-RPC 2.0 over JMS and HTTP, the commands, roles, audit, statistics, metrics and health. Reads the board of
 * the contact center and asks it through the lane; decides nothing itself.
 *
 * <p>The doors (HTTP, JMS, routes) are in this package; below it are commands, access and meters.
 */
package io.callcenter.mi;
