/** The program itself: one class with the subcommands. Everything else is in the packages below. */
package io.callcenter;
