/** What tools ask and tell a running emulator, under {@code /_emulator/}. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.admin;
