/** Connections, their ids, what is known of their clients, and how long they may live. */
package dev.wsemulator.internal.connection;
