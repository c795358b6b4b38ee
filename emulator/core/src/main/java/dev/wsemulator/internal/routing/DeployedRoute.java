package dev.wsemulator.internal.routing;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.function.DeployedFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A route with its target looked up, once, when it was deployed. Immutable.
 *
 * @param route the route as defined
 * @param function the function that it invokes; {@code null} if it has no integration or the
 *     function does not exist
 * @param timeout how long the gateway waits for the function
 */
public record DeployedRoute(Route route, @Nullable DeployedFunction function, Duration timeout) {}
