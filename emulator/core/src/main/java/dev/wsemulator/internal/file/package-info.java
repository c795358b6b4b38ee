/** Files that are nobody else's business. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.file;
