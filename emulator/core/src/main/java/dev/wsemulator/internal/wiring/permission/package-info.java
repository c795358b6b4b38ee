/** What API Gateway may call, by the permissions of functions and the policies of roles. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.wiring.permission;
