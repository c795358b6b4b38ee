/** WebSocket clients for tests. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.client;
