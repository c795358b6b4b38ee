package dev.wsemulator.it;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.wsemulator.testing.Aws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;

/** The rows that the tests of all modules cite with {@link Aws} or {@link Tag}. */
final class CitedRows {
  private static final Pattern ROW = Pattern.compile("[A-Z]{2,3}-\\d{2,3}");

  private CitedRows() {}

  /** Returns the names of the tests by the row that they cite. */
  static Map<String, Set<String>> find() {
    Map<String, Set<String>> tests = new TreeMap<>();
    List<Path> folders =
        Stream.of("api", "core", "aws", "engine", "junit", "cli", "../integration-tests")
            .map(module -> "../emulator/" + module)
            .map(module -> Path.of(module, "target/test-classes"))
            .filter(Files::isDirectory)
            .toList();
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    JavaClasses classes = new ClassFileImporter().importPaths(folders);
    classes.forEach(type -> type.getMethods().forEach(method -> add(method, tests)));
    return tests;
  }

  private static void add(JavaMethod method, Map<String, Set<String>> tests) {
    Stream<String> rows =
        method.tryGetAnnotationOfType(Aws.class).stream().flatMap(aws -> Stream.of(aws.value()));
    Stream<Tag> several =
        method.tryGetAnnotationOfType(Tags.class).stream().flatMap(tags -> Stream.of(tags.value()));
    Stream<Tag> tags = Stream.concat(method.tryGetAnnotationOfType(Tag.class).stream(), several);
    Stream.concat(rows, tags.map(Tag::value))
        .filter(row -> ROW.matcher(row).matches())
        .forEach(
            row ->
                tests
                    .computeIfAbsent(row, any -> new TreeSet<>())
                    .add(method.getOwner().getSimpleName() + "." + method.getName()));
  }
}
