/** Handles handshakes, messages and disconnects, and serves deployed stages. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.gateway;
