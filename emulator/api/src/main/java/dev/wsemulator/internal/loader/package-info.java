/** Which class loader a thread works for. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.loader;
