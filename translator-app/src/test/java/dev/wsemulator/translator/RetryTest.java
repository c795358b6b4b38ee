package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.translate.model.InternalServerException;
import software.amazon.awssdk.services.translate.model.TooManyRequestsException;
import software.amazon.awssdk.services.translate.model.TranslateException;
import software.amazon.awssdk.services.translate.model.UnsupportedLanguagePairException;

final class RetryTest {
  private final List<Duration> waits = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Retry retry =
      new Retry(
          new Retry.Patience(5, Duration.ofMillis(100), Duration.ofMillis(500)),
          waits::add,
          () -> 0.5);

  @Test
  void throttledCallIsRepeatedAfterExponentiallyLongerWaits() throws InterruptedException {
    assertThat(retry.call(() -> succeedAfter(4, throttling()))).isEqualTo("done");
    assertThat(waits)
        .containsExactly(
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(250));
  }

  @Test
  void lastFailureIsThrownWhenPatienceEnds() {
    assertThatThrownBy(() -> retry.call(() -> succeedAfter(5, throttling())))
        .isInstanceOf(TranslateException.class);
    assertThat(calls).hasValue(5);
  }

  @Test
  void failureThatStaysIsThrownAtOnce() {
    SdkException failure = UnsupportedLanguagePairException.builder().statusCode(400).build();
    assertThatThrownBy(() -> retry.call(() -> succeedAfter(1, failure))).isSameAs(failure);
    assertThat(waits).isEmpty();
  }

  @Test
  void serverErrorsThrottlingAndBrokenConnectionsMayPass() {
    assertThat(Retry.mayPass(InternalServerException.builder().statusCode(500).build())).isTrue();
    assertThat(Retry.mayPass(throttling())).isTrue();
    assertThat(
            Retry.mayPass(
                TooManyRequestsException.builder()
                    .statusCode(400)
                    .awsErrorDetails(code("TooManyRequestsException"))
                    .build()))
        .isTrue();
    assertThat(Retry.mayPass(SdkClientException.create("reset", new IOException()))).isTrue();
    assertThat(Retry.mayPass(SdkClientException.create("no credentials"))).isFalse();
  }

  static SdkException throttling() {
    return TranslateException.builder()
        .statusCode(400)
        .awsErrorDetails(code("ThrottlingException"))
        .build();
  }

  private static AwsErrorDetails code(String code) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage("Rate exceeded").build();
  }

  private String succeedAfter(int failures, SdkException failure) {
    if (calls.incrementAndGet() <= failures) {
      throw failure;
    }
    return "done";
  }
}
