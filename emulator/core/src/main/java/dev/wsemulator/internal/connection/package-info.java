/** Connections, their ids, what is known of their clients, and how long they may live. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.connection;
