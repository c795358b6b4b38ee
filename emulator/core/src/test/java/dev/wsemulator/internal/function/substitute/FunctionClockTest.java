package dev.wsemulator.internal.function.substitute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.CompiledFunctions;
import dev.wsemulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What time it is for a function. */
class FunctionClockTest {
  private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

  private final VirtualTime time = new VirtualTime(LONG_AGO);

  @TempDir private Path folder;

  private String answer(String body) {
    try (CompiledFunctions functions = new CompiledFunctions(folder, time)) {
      return functions.answer(body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Instant.now()",
        "Instant.now(Clock.systemUTC())",
        "Instant.ofEpochMilli(System.currentTimeMillis())",
        "new Date().toInstant()",
        "new Date() {}.toInstant()",
        "Stream.generate(Date::new).findFirst().get().toInstant()",
        "Stream.generate(Instant::now).findFirst().get()",
        "Instant.ofEpochMilli(((java.util.function.LongSupplier) System::currentTimeMillis).getAsLong())",
        "Calendar.getInstance().toInstant()",
        "Calendar.getInstance(TimeZone.getTimeZone(\"UTC\"), Locale.ROOT).toInstant()",
        "new GregorianCalendar().toInstant()",
        "new GregorianCalendar() {}.toInstant()",
        "new GregorianCalendar(TimeZone.getTimeZone(\"UTC\")).toInstant()",
        "new GregorianCalendar(Locale.ROOT).toInstant()",
        "new GregorianCalendar(TimeZone.getTimeZone(\"Asia/Tokyo\"), Locale.ROOT).toInstant()",
        "Clock.systemDefaultZone().instant()",
        "Clock.system(ZoneId.of(\"Asia/Tokyo\")).instant()",
        "Clock.tickMillis(ZoneOffset.UTC).withZone(ZoneId.of(\"Asia/Tokyo\")).instant()",
        "ZonedDateTime.now().toInstant()",
        "ZonedDateTime.now(ZoneId.of(\"Asia/Tokyo\")).toInstant()",
        "OffsetDateTime.now().toInstant()",
        "LocalDateTime.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC)",
        "LocalDate.now(ZoneOffset.UTC).atTime(LocalTime.now(ZoneOffset.UTC)).toInstant(ZoneOffset.UTC)",
        "Instant.class.getMethod(\"now\").invoke(null)",
        "MethodHandles.lookup().findStatic(Instant.class, \"now\", MethodType.methodType(Instant.class)).invoke()",
      })
  void everyWayToTellTheTimeOfDayLeadsToTheEmulatorsClock(String now) {
    assertThat(answer("return \"\" + (" + now + ");")).isEqualTo(LONG_AGO.toString());
  }

  @Test
  void theTimeOfDayMovesWithTheClockAndWhatIsMeasuredDoesNot() {
    try (CompiledFunctions functions = new CompiledFunctions(folder, time)) {
      assertThat(functions.answer("return \"\" + Year.now(ZoneOffset.UTC);")).isEqualTo("2001");
      time.advance(Duration.ofDays(366));
      assertThat(functions.answer("return \"\" + YearMonth.now(ZoneOffset.UTC);"))
          .isEqualTo("2002-02");
      long before = System.nanoTime();
      long measured = Long.parseLong(functions.answer("return \"\" + System.nanoTime();"));
      assertThat(measured).isBetween(before, System.nanoTime());
    }
  }

  @Test
  void aClockOfOnesOwnStays() {
    assertThat(
            answer(
                "return \"\" + Instant.now(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))"
                    + " + LocalDate.now(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))"
                    + " + new Date(7).getTime() + new GregorianCalendar(1987, 1, 1).get(Calendar.YEAR);"))
        .isEqualTo("1970-01-01T00:00:00Z1970-01-0171987");
  }
}
