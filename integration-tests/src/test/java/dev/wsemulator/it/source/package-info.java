/** What stands around a WebSocket API: sources of events, parameters and secrets. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.it.source;
