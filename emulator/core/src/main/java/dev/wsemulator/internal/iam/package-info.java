/** Signatures and policies. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.iam;
