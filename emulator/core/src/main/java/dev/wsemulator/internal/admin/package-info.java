/** What tools ask and tell a running emulator, under {@code /_emulator/}. */
package dev.wsemulator.internal.admin;
