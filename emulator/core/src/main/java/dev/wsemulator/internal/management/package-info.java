/** The {@code @connections} API, through which back ends post to clients. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.management;
