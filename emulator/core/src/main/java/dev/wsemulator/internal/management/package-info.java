/** The {@code @connections} API, by which back ends post to clients. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.management;
