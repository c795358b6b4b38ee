/** The admin API of a running emulator, under {@code /_emulator/}. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.admin;
