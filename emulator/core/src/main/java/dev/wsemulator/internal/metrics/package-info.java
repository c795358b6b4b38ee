/** Counts what CloudWatch counts. */
package dev.wsemulator.internal.metrics;
