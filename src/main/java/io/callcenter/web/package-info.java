/**
 * The pages in the browser: login and sessions, board, wallboard, the desk of agents, admin, and the live feed behind them. Reads the contact center's board and
 * sends management commands; nothing here runs on the lane.
 */
package io.callcenter.web;
