/** Notices that files have changed. */
package dev.wsemulator.internal.watch;
