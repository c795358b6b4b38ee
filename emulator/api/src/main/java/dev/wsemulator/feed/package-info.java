/** Feeds of items, and how they are read: in batches, by number, on the reader's own thread. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.feed;
