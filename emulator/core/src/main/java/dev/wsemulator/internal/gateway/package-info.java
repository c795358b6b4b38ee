/**
 * The stories of a handshake, of a message and of a connection's end, and the stages that are
 * served.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.gateway;
