package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The conformance tests against a process that they know nothing of but its URLs: as they would run
 * against AWS.
 */
class ConformanceElsewhereIT {
  private static final String PACKAGE = "dev.wsemulator.it.conformance";
  private static final String TEMPLATE = "src/test/resources/conformance.yaml";

  @Test
  void everyTestPassesOverUrlsOnly() throws Exception {
    try (RunningCli cli = RunningCli.start("--template", TEMPLATE)) {
      TestExecutionSummary summary = run(parameters(cli.addresses("WebSocket")));
      assertThat(summary.getFailures())
          .extracting(
              failure -> failure.getTestIdentifier().getUniqueId() + ": " + failure.getException())
          .isEmpty();
      assertThat(summary.getTestsAbortedCount()).isZero();
      assertThat(summary.getContainersFailedCount()).isZero();
      assertThat(summary.getTestsSucceededCount())
          .isEqualTo(summary.getTestsFoundCount() - summary.getTestsSkippedCount())
          .isGreaterThan(150);
    }
  }

  private static Map<String, String> parameters(List<URI> urls) {
    Map<String, String> parameters = new TreeMap<>();
    for (URI url : urls) {
      String stage = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
      String name = stage.equals("main") ? "url" : "url." + stage;
      parameters.put("wsemulator.conformance." + name, url.toString());
      if (stage.equals("main")) {
        parameters.put(
            "wsemulator.conformance.connections", url.toString().replaceFirst("^ws", "http"));
      }
    }
    parameters.put("wsemulator.conformance.region", "us-east-1");
    parameters.put("wsemulator.conformance.accessKeyId", AccessKey.OWNER.accessKeyId());
    parameters.put("wsemulator.conformance.secretAccessKey", AccessKey.OWNER.secretAccessKey());
    parameters.put("junit.jupiter.execution.parallel.enabled", "true");
    parameters.put("junit.jupiter.execution.parallel.mode.classes.default", "concurrent");
    return parameters;
  }

  private static TestExecutionSummary run(Map<String, String> parameters) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectPackage(PACKAGE))
            .filters(ClassNameFilter.includeClassNamePatterns(".*IT"))
            .configurationParameters(parameters)
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
