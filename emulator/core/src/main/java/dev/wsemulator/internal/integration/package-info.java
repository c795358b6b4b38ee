/**
 * Calls back ends: functions, HTTP endpoints, services and none; and makes the events that they
 * get.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.integration;
