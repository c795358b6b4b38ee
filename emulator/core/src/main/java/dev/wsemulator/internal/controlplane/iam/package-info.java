/** The calls of IAM about roles and policies. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane.iam;
