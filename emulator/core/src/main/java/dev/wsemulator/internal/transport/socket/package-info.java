/** One client's WebSocket: frames, messages, compression and limits. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.transport.socket;
