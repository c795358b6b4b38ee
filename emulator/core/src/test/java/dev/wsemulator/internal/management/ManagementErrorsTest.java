package dev.wsemulator.internal.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import org.junit.jupiter.api.Test;

/** The errors of {@code @connections} by their statuses, as faults choose them. */
class ManagementErrorsTest {

  @Aws("CX-08")
  @Test
  void aStatusHasTheErrorThatAwsAnswersWithIt() {
    assertThat(ManagementErrors.of(410)).isEqualTo(ManagementErrors.GONE);
    assertThat(ManagementErrors.of(403)).isEqualTo(ManagementErrors.FORBIDDEN);
    assertThat(ManagementErrors.of(429)).isEqualTo(ManagementErrors.LIMIT_EXCEEDED);
  }

  @Test
  void anyOtherStatusIsTheServicesOwnError() {
    assertThat(ManagementErrors.of(418)).isEqualTo(ManagementErrors.INTERNAL);
  }
}
