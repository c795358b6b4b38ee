/** Models and request validation. The only package that knows the JSON schema library. */
package dev.wsemulator.internal.validation;
