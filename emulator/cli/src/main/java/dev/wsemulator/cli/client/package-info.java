/** The WebSocket client and the client of the admin API that commands use. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.cli.client;
