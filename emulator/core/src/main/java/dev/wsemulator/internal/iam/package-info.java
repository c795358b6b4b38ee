/** Signatures and policies. */
package dev.wsemulator.internal.iam;
