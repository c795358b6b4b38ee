/**
 * Calls back ends: functions, HTTP endpoints, services and none; and makes the events that they
 * get.
 */
package dev.wsemulator.internal.integration;
