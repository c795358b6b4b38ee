/**
 * The stories of a handshake, of a message and of a connection's end, and the stages that are
 * served.
 */
package dev.wsemulator.internal.gateway;
