/**
 * Mapping templates and parameter mapping. The only package that knows Velocity and JSONPath, the
 * libraries that the service itself uses for them.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.mapping;
