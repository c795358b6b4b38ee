/** Files that only their owner can read. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.file;
