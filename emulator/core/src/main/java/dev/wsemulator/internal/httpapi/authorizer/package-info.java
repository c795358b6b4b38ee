/** Who may call the routes of HTTP and REST APIs: tokens, signatures and Lambda authorizers. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.httpapi.authorizer;
