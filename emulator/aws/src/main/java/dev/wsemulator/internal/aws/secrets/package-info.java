/** Secrets Manager. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.secrets;
