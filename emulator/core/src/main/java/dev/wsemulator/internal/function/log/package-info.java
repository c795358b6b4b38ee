/** What functions write, and what Lambda writes about them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.log;
