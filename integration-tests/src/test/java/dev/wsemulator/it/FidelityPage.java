package dev.wsemulator.it;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page that says what is as on AWS, and which tests show it. */
record FidelityPage(List<FidelityRow> rows, Map<String, Set<String>> tests) {
  private static final String HEAD =
      """
      # Fidelity

      What a client, a handler or an SDK can observe on AWS of a WebSocket API, and of the queues,
      streams, schedules and HTTP APIs around it, and whether the emulator does the same. The tests that cite a row are listed with it; the build fails where a
      row has none, and where this page is not what the tests say (`mvn verify -Dfidelity.write`
      writes it anew).

      *Recorded* is what the live service answered in September 2026, and wins over all others;
      *documented* is what AWS says, *observed* what was seen on AWS before, *inferred* our default
      where nothing is known. In recorded rows `CID` stands for a connection id, `MID` for a message
      id, `RID` for a request id of 16 characters, `UUID` for one of that form, `API` for an API's
      id; `123456789012` is the account.

      Run the tests of a row by its id: `mvn verify -Dgroups=aws -Daws=RT-02`.
      """;

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    String group = "";
    for (FidelityRow row : rows) {
      if (!row.group().equals(group)) {
        group = row.group();
        text.append("\n## ").append(group).append("\n\n");
        text.append("| id | AWS | known | here | tests |\n|---|---|---|---|---|\n");
      }
      text.append(line(row));
    }
    return text.toString();
  }

  private String line(FidelityRow row) {
    return "| %s | %s | [%s](%s) | %s | %s |%n"
        .formatted(
            row.id(),
            row.behaviour(),
            row.confidence(),
            row.url(),
            row.status().isEmpty() ? "as AWS" : row.status(),
            String.join("<br>", tests.getOrDefault(row.id(), Set.of())))
        .replace(System.lineSeparator(), "\n");
  }
}
