/** The {@code @connections} API, through which back ends post to clients. */
package dev.wsemulator.internal.management;
