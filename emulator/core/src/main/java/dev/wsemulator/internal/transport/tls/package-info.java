/** The certificate of the emulator, and who trusts it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.transport.tls;
