/** Rewrites the class files of functions, so that they call substitutes of parts of the JDK. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.rewrite;
