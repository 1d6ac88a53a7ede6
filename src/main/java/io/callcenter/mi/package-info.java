/**
 * The management interface: JSON-RPC 2.0 over JMS and HTTP, the commands, roles, audit, statistics, metrics and health. Reads the board of
 * the contact center and asks it through the lane; decides nothing itself.
 */
package io.callcenter.mi;
