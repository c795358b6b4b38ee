package dev.wsemulator.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One testable fact about AWS.
 *
 * @param id two or three letters and a number
 * @param group what it is about
 * @param confidence recorded, documented, observed or inferred
 * @param page the page of API Gateway's developer guide, or the path of another page
 * @param behaviour what AWS does
 * @param status empty if the emulator does the same, else what it does and why
 */
record FidelityRow(
    String id, String group, String confidence, String page, String behaviour, String status) {
  private static final String GUIDES = "https://docs.aws.amazon.com/";
  private static final String GUIDE = "apigateway/latest/developerguide/";

  static List<FidelityRow> readAll() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                FidelityRow.class.getResourceAsStream("/fidelity.tsv"), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(FidelityRow::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FidelityRow parse(String line) {
    String[] fields = line.split("\t", -1);
    return new FidelityRow(
        fields[0], fields[1], fields[2], fields[3], fields[4], fields.length > 5 ? fields[5] : "");
  }

  static Set<String> ids(List<FidelityRow> rows) {
    return rows.stream().map(FidelityRow::id).collect(Collectors.toSet());
  }

  static boolean isOfGroup(String id, Set<String> ids) {
    String letters = id.replaceAll("\\d+", "");
    return ids.stream().anyMatch(known -> known.startsWith(letters));
  }

  boolean needsTest() {
    return !isImpossible();
  }

  boolean isImpossible() {
    return status.startsWith("not possible offline");
  }

  String url() {
    return GUIDES + (page.contains("/") ? "" : GUIDE) + page + ".html";
  }
}
