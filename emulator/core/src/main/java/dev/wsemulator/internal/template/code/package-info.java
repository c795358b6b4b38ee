/** Finds the code of functions: build output, archives, and modules of Maven and Gradle. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.code;
