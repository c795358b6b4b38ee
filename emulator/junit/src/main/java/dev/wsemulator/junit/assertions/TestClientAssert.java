package dev.wsemulator.junit.assertions;

import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.junit.TestClient;
import java.math.BigDecimal;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a client receives. Each one that expects a message takes the next one, and
 * waits for it as {@link TestClient#next()} does.
 */
public final class TestClientAssert extends AbstractAssert<TestClientAssert, TestClient> {
  TestClientAssert(TestClient client) {
    super(client, TestClientAssert.class);
  }

  /** Says that the next message is exactly this text. */
  public TestClientAssert receives(String message) {
    String next = actual.next();
    if (!next.equals(message)) {
      throw failureWithActualExpected(
          next, message, "The message \"%s\" was expected, but \"%s\" came.", message, next);
    }
    return this;
  }

  /** Says that the next message is this JSON; order of members and white space do not count. */
  public TestClientAssert receivesJson(String json) {
    String next = actual.next();
    if (!parsed(next).equals(parsed(json))) {
      throw failureWithActualExpected(
          next, json, "The JSON %s was expected, but %s came.", json, next);
    }
    return this;
  }

  /**
   * Says that the next message is JSON with this value.
   *
   * @param path where, as JSONPath, for example {@code $.type}
   * @param value a string, a number, a boolean, or {@code null}
   */
  public TestClientAssert receivesJson(String path, @Nullable Object value) {
    String next = actual.next();
    Object found = at(path, next);
    if (!same(found, value)) {
      throw failure("%s was expected at %s, but %s is in %s.", value, path, found, next);
    }
    return this;
  }

  /** The same number may be of another type. */
  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return one instanceof Number && other instanceof Number
        ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0
        : Objects.equals(one, other);
  }

  private @Nullable Object at(String path, String message) {
    try {
      return Engines.clients().at(path, message);
    } catch (IllegalArgumentException e) {
      throw failure(
          "JSON with a value at %s was expected, but %s came: %s", path, message, e.getMessage());
    }
  }

  private Object parsed(String text) {
    try {
      return Engines.clients().json(text);
    } catch (IllegalArgumentException e) {
      throw failure("JSON was expected, but \"%s\" came.", text);
    }
  }

  /** Says that no message is there, as {@link TestClient#expectNothing()} does. */
  public TestClientAssert receivesNothing() {
    actual.expectNothing();
    return this;
  }

  /** Says that the connection ends like this, as {@link TestClient#expectClose(int, String)}. */
  public TestClientAssert isClosedWith(int code, String reason) {
    actual.expectClose(code, reason);
    return this;
  }
}
