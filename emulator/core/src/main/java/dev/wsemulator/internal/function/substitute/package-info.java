/** What function code calls in place of parts of the JDK; each function has its own copy. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.substitute;
