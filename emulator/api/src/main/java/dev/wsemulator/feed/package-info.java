/** What goes on and on, and how it is read: in batches, by numbers, on the reader's own thread. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.feed;
