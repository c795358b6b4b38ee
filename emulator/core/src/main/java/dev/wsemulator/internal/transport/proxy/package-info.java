/**
 * Requests that come to the one port although they are for other hosts: those of functions' child
 * processes, led to a back end or refused, and tunnels.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.transport.proxy;
