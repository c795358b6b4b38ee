/**
 * An emulator of WebSocket APIs, and where everything begins: {@link
 * dev.wsemulator.WebSocketApiEmulator#builder()}.
 */
package dev.wsemulator;
