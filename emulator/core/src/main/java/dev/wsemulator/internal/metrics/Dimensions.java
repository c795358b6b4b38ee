package dev.wsemulator.internal.metrics;

import java.util.Comparator;

/** By what a metric is split; an empty part means all. */
record Dimensions(String apiId, String stage, String route) implements Comparable<Dimensions> {
  private static final Comparator<Dimensions> ORDER =
      Comparator.comparing(Dimensions::apiId)
          .thenComparing(Dimensions::stage)
          .thenComparing(Dimensions::route);

  Dimensions ofStage() {
    return new Dimensions(apiId, stage, "");
  }

  Dimensions ofApi() {
    return new Dimensions(apiId, "", "");
  }

  @Override
  public int compareTo(Dimensions other) {
    return ORDER.compare(this, other);
  }
}
