/** What a template defines as a whole, and the services behind it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.stack;
