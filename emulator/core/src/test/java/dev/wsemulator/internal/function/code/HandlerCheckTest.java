package dev.wsemulator.internal.function.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerCheckTest {
  private static final String HERE = HandlerCheckTest.class.getName() + "$";

  @TempDir private Path temporary;
  private Path folder;

  /** A handler by its interface. */
  public static class Whole implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
      return event;
    }
  }

  /** A handler by inheritance. */
  public static class Inherited extends Whole {
    public void other() {}
  }

  /** No handler by itself. */
  public static class Plain {
    public static String answer(String event) {
      return event;
    }
  }

  /** A handler that nobody can construct. */
  public abstract static class Unfinished extends Whole {}

  @BeforeEach
  void copyClasses() throws IOException {
    folder = temporary.resolve("classes");
    for (Class<?> type : List.of(Whole.class, Inherited.class, Plain.class, Unfinished.class)) {
      Path file = folder.resolve(name(type));
      Files.createDirectories(file.getParent());
      Files.write(file, bytes(type));
    }
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (var in = type.getClassLoader().getResourceAsStream(name(type))) {
      return in.readAllBytes();
    }
  }

  private HandlerCheck.Problem problem(String handler) {
    try (HandlerCheck check = new HandlerCheck(List.of(folder))) {
      return check.problem(HERE + handler).orElse(null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Whole", "Whole::handleRequest", "Inherited", "Inherited::other", "Plain::answer"})
  void aHandlerThatIsThereIsRight(String handler) {
    assertThat(problem(handler)).isNull();
  }

  @Test
  void aClassThatIsMissingIsToldWithThoseThatAreThere() {
    HandlerCheck.Problem problem = problem("Hole");
    assertThat(problem.text()).isEqualTo("does not name a class of its code");
    assertThat(problem.wanted()).isEqualTo(HERE + "Hole");
    assertThat(problem.known()).contains(HERE + "Whole");
  }

  @Test
  void aMethodThatIsMissingIsToldWithThoseThatAreThere() {
    HandlerCheck.Problem problem = problem("Plain::anwser");
    assertThat(problem.text()).isEqualTo("does not name a public method of its class");
    assertThat(problem.known()).contains("answer");
  }

  @Test
  void aClassOfNoInterfaceNeedsAMethod() {
    assertThat(problem("Plain").text()).startsWith("implements neither RequestHandler nor");
  }

  @Test
  void aHandlerHasToBeConstructible() {
    assertThat(problem("Unfinished").text()).startsWith("cannot be constructed.");
  }

  @Test
  void whatCannotBeToldFromTheFilesCountsAsRight() throws IOException {
    Files.delete(folder.resolve(name(Whole.class)));
    assertThat(problem("Inherited::absent")).isNull();
    Files.write(folder.resolve(name(Plain.class)), new byte[1]);
    assertThat(problem("Plain")).isNull();
  }

  @Test
  void aLibraryMayHaveTheHandler() throws IOException {
    Path code = Files.createDirectories(temporary.resolve("code"));
    Path jar = Files.createDirectories(code.resolve("lib")).resolve("a.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(name(Whole.class)));
      out.write(bytes(Whole.class));
    }
    try (HandlerCheck check = new HandlerCheck(List.of(code))) {
      assertThat(check.problem(HERE + "Whole")).isEmpty();
      assertThat(check.handlers()).isEmpty();
    }
    try (HandlerCheck check = new HandlerCheck(List.of(jar))) {
      assertThat(check.handlers()).containsExactly(HERE + "Whole");
    }
  }

  @Test
  void theHandlersOfCodeCanBeListed() {
    try (HandlerCheck check = new HandlerCheck(List.of(folder))) {
      assertThat(check.handlers()).containsExactlyInAnyOrder(HERE + "Whole", HERE + "Inherited");
    }
  }
}
