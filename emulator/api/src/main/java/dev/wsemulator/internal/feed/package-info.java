/** How readers wait for what is new without keeping those who add it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.feed;
