/**
 * An emulator of WebSocket APIs, and where everything begins: {@link
 * dev.wsemulator.WebSocketApiEmulator#builder()}.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator;
