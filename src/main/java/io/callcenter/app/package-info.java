/**
 * The beans that routes call: facts about calls become signals, signals pass the one lane, effects become orders and records. Nothing here
 * decides who gets which call ({@code core}) or how legs are joined ({@code b2b}).
 */
package io.callcenter.app;
