package dev.wsemulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "90s, PT1M30S",
    "10m, PT10M",
    "2h, PT2H",
    "1.5h, PT1H30M",
    "1h30m, PT1H30M",
    "-30s, PT-30S",
    "2H, PT2H",
    "9999999999h, PT9999999999H",
    "0.5ms, PT0.0005S",
    "2, PT2S",
    "-0.5, PT-0.5S",
    "PT1M30S, PT1M30S",
    "-PT1H, PT-1H",
    "p1d, PT24H"
  })
  void durationsHaveUnitsOrAreInIso8601(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "long",
        "999999999999999999h",
        "2 hours",
        "1d",
        "1h30",
        "s",
        "-",
        "--1s",
        "1e3s",
        "PT"
      })
  void anythingElseIsRefusedWithWhatIsPossible(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .hasMessage(
            "Invalid duration \"%s\". Use a number with a unit, such as 500ms, 90s, 10m or 2h, or PT1M30S.",
            text);
  }
}
