/** The class files of functions: class paths, class loaders, and what is loaded. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.code;
