/** Files that only their owner can read. */
package dev.wsemulator.internal.file;
