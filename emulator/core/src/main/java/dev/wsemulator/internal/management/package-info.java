/** The {@code @connections} API, by which back ends post to clients. */
package dev.wsemulator.internal.management;
