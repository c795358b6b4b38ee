/** Names that are close to each other. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.text;
