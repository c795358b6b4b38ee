/** The certificates of the emulator, and who trusts them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.transport.tls;
