/** JSON, read and written. The only package that knows Jackson. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.json;
