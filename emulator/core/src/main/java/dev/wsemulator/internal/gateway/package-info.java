/** Handles handshakes, messages and disconnects, and serves deployed stages. */
package dev.wsemulator.internal.gateway;
