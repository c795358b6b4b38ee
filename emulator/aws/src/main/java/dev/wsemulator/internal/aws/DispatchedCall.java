package dev.wsemulator.internal.aws;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.ReadRequest;
import dev.wsemulator.stack.BackEndCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call on its way to its service. Used by one thread at a time. */
final class DispatchedCall implements BackEndCall {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchedCall.class);
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");
  private static final Pattern APPLICATION = Pattern.compile("(?:^| )app/(\\S+)");

  private final AwsService service;
  private final ServiceDispatcher.Call call;
  private final Supplier<EmbeddedService> starter;
  private final Consumer<Request> proceed;
  private Request request;

  /**
   * Creates it.
   *
   * @param starter returns the service, and starts it if need be
   * @param proceed answers the request
   */
  DispatchedCall(
      AwsService service,
      ServiceDispatcher.Call call,
      Supplier<EmbeddedService> starter,
      Consumer<Request> proceed) {
    this.service = service;
    this.call = call;
    this.starter = starter;
    this.proceed = proceed;
    this.request = call.request();
  }

  @Override
  public String service() {
    return service.name();
  }

  @Override
  public Matcher facts() {
    try {
      return starter.get().facts(request, this::body);
    } catch (IllegalStateException e) { // it does not start; the answer will say why
      LOG.debug("Nothing is known of a call of {}.", service.title(), e);
      return Matcher.ALL;
    }
  }

  private byte[] body() {
    try {
      byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
      request = new ReadRequest(call.request(), body);
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> callerIds() {
    return Stream.of(
            idIn(HttpHeader.USER_AGENT, APPLICATION), idIn(HttpHeader.AUTHORIZATION, CREDENTIAL))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> idIn(HttpHeader header, Pattern pattern) {
    String value = request.getHeaders().get(header);
    java.util.regex.Matcher id = pattern.matcher(value == null ? "" : value);
    return id.find() ? List.of(id.group(1)) : List.of();
  }

  @Override
  public void proceed() {
    proceed.accept(request);
  }

  @Override
  public boolean mayReadPast() {
    try {
      return starter.get().mayReadPast(request, this::body);
    } catch (IllegalStateException e) { // it does not start; the answer will say why
      LOG.debug("Nothing is known of a call of {}.", service.title(), e);
      return false;
    }
  }

  @Override
  public void readPast(Duration by) {
    request.setAttribute(EmbeddedService.PAST, by);
    proceed();
  }

  @Override
  public void fail(int status) {
    answer(service.failure(status));
  }

  @Override
  public void fail(int status, String code, String message) {
    answer(service.error(status, code, message));
  }

  /**
   * Answers the call when all of it has come. A connection that ends with an unread body lets
   * clients send the request once more, as if nothing had happened.
   */
  private void answer(AwsResponse answer) {
    Content.Source.consumeAll(
        request,
        Callback.from(
            () -> answer.write(call.response(), call.callback()), call.callback()::failed));
  }
}
