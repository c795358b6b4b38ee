/** The engine's own SLF4J, which writes into the log of the user's project. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.log;
