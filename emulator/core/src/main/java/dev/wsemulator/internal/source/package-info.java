/** What all sources of events have in common: filters, and what functions answer to batches. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.source;
