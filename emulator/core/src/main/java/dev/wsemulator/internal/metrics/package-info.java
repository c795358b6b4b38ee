/** Counts what CloudWatch counts. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.metrics;
