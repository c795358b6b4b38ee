/** Functions, what their roles allow them, and what they write to their logs. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.lambda;
