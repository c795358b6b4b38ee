/** Sockets, frames and handshakes. The only package that knows Jetty. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.transport;
