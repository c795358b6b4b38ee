/** Plays recordings: clients that do again what others did. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.replay;
