/** Works through the guides of {@code emulator/guides}, command by command. */
package dev.wsemulator.it.guide;
