/** User pools of Amazon Cognito, as far as they sign tokens. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.issuer;
