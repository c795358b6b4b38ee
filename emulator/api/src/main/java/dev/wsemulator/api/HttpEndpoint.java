package dev.wsemulator.api;

import java.net.URI;

/**
 * The endpoint of one stage of an HTTP or REST API. Immutable.
 *
 * @param apiId the API
 * @param stage the stage's name
 * @param url what paths of routes follow, without a slash at its end
 */
public record HttpEndpoint(String apiId, String stage, URI url) {}
