package dev.wsemulator.internal.httpapi;

import dev.wsemulator.internal.httpapi.authorizer.RouteAuthorizers;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;

/**
 * What requests to HTTP and REST APIs need.
 *
 * @param invokers finds functions, and says whether they may be invoked
 * @param authorizers makes what decides who may call
 * @param journal the record of what happens
 * @param clock the time, and whose APIs they are
 */
public record HttpDependencies(
    IntegrationInvokers invokers, RouteAuthorizers authorizers, Journal journal, Clock clock) {

  /**
   * The time, and whose APIs they are.
   *
   * @param time the clock of requests
   * @param waiting the clock of timeouts, which may have none
   * @param accountId the account
   */
  public record Clock(TimeSource time, TimeSource waiting, String accountId) {}
}
