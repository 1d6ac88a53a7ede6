/**
 * The pages in the browser: login and sessions, the board and the wallboard, and the live feed behind them. Reads the contact center's board and
 * sends management commands; nothing here runs on the lane.
 */
package io.callcenter.web;
