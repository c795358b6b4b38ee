/** What futures lack. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.concurrent;
