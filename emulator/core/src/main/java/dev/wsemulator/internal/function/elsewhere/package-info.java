/** Runs functions elsewhere, at a Lambda endpoint. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.elsewhere;
