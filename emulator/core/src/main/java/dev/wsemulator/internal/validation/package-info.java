/** Models and request validation. The only package that knows the JSON schema library. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.validation;
