package dev.wsemulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.Aws;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotasTest {
  @Aws({"MS-09", "MS-13", "HS-23", "TH-01", "TH-02"})
  @Test
  void theDefaultsAreThoseOfAws() {
    Quotas aws = Quotas.aws();
    assertThat(aws.frameBytes()).isEqualTo(32_768);
    assertThat(aws.messageBytes()).isEqualTo(131_072);
    assertThat(aws.idleTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(aws.connectionDuration()).isEqualTo(Duration.ofHours(2));
    assertThat(aws.requestsPerSecond()).isEqualTo(10_000);
    assertThat(aws.requestBurst()).isEqualTo(5_000);
    assertThat(aws.newConnectionsPerSecond()).isEqualTo(500);
    assertThat(aws.urlLength()).isEqualTo(4_096);
    assertThat(aws.authorizerResultBytes()).isEqualTo(8_192);
  }

  @Test
  void everyQuotaCanBeChangedAndLiftedByItsName() throws Exception {
    for (Method component : components()) {
      boolean isTime = component.getReturnType() == Duration.class;
      Quotas changed = Quotas.builder().set(component.getName(), isTime ? "7s" : "7").build();
      Object value = component.invoke(changed);
      if (isTime) {
        assertThat(value).isEqualTo(Duration.ofSeconds(7));
      } else {
        assertThat(((Number) value).doubleValue()).isEqualTo(7);
      }
      for (Method other : components()) {
        if (!other.getName().equals(component.getName())) {
          assertThat(other.invoke(changed))
              .as(component.getName() + " does not change " + other.getName())
              .isEqualTo(other.invoke(Quotas.aws()));
        }
      }
      assertThat(Quotas.builder().set(component.getName(), "unlimited").build())
          .isNotEqualTo(Quotas.aws());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "30s, PT30S",
    "1.5s, PT1.5S",
    "10m, PT10M",
    "2h, PT2H",
    "1h30m, PT1H30M",
    "' 5s ', PT5S",
    "9999999999h, PT876000H",
    "unlimited, PT876000H"
  })
  void aTimeIsWrittenWithItsUnit(String text, Duration time) {
    assertThat(Quotas.builder().set("idleTimeout", text).build().idleTimeout()).isEqualTo(time);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Quotas.builder().set("idletimeout", "3s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unknown quota \"idletimeout\"")
        .message()
        .contains(components().stream().map(Method::getName).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-3s", "0s", "1d", "99999999999999999999s"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Quotas.builder().set("connectionDuration", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The quota connectionDuration cannot be");
  }

  @ParameterizedTest
  @CsvSource({
    "frameBytes, 0",
    "messageBytes, -1",
    "requestsPerSecond, NaN",
    "requestsPerSecond, -0.5",
    "requestBurst, 1.5",
    "newConnectionsPerSecond, many",
    "urlLength, 99999999999"
  })
  void whatIsNoNumberForAQuotaIsRefused(String name, String text) {
    assertThatThrownBy(() -> Quotas.builder().set(name, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The quota " + name + " cannot be");
  }

  @Test
  void aBuilderStartsWithTheQuotasItIsMadeOf() {
    Quotas one = Quotas.builder().requestBurst(1).build();
    Quotas changed = one.toBuilder().idleTimeout(Duration.ofSeconds(30)).build();
    assertThat(changed.requestBurst()).isOne();
    assertThat(changed.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(one.toBuilder().build()).isEqualTo(one).isNotEqualTo(Quotas.aws());
  }

  /** Returns the accessors of all quotas. */
  private static List<Method> components() {
    return Arrays.stream(Quotas.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() != Quotas.Builder.class)
        .toList();
  }

  @Test
  void withoutThrottlingThereIsNoLimitOnRequests() {
    Quotas none = Quotas.builder().requestBurst(0).withoutThrottling().build();
    assertThat(none.requestsPerSecond()).isInfinite();
    assertThat(none.requestBurst()).isEqualTo(Integer.MAX_VALUE);
    assertThat(none.newConnectionsPerSecond()).isInfinite();
    assertThat(none.idleTimeout()).isEqualTo(Duration.ofMinutes(10));
  }
}
