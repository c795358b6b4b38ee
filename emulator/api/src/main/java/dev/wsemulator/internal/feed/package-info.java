/** How readers wait for new items without delaying the threads that add them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.feed;
