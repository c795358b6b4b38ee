/** Notices that files have changed. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.watch;
