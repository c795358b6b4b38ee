/** The admin API of a running emulator, under {@code /_emulator/}. */
package dev.wsemulator.internal.admin;
