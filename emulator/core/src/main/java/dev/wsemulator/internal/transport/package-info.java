/** Sockets, frames and handshakes. The only package that knows Jetty. */
package dev.wsemulator.internal.transport;
