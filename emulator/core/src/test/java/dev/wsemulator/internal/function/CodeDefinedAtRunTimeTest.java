package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way a function's code comes to be, it has the function's environment. */
class CodeDefinedAtRunTimeTest {
  /** A class for handlers to define, and class loaders of their own. */
  private static final String MEMBERS =
      """
      static final String NAME = "app.Handler$Reader";

      public static class Reader implements java.util.function.Supplier<String> {
        public String get() {
          System.out.println("printed by " + getClass().getClassLoader().getName());
          return System.getenv("COLOUR") + " " + System.getProperty("shade");
        }
      }

      static class Own extends ClassLoader {
        Own(ClassLoader parent) {
          super("own", parent);
        }

        Own() {}

        Class<?> plain(byte[] code) {
          return defineClass(NAME, code, 0, code.length);
        }

        Class<?> part(byte[] code) {
          byte[] larger = new byte[code.length + 7];
          System.arraycopy(code, 0, larger, 3, code.length);
          return defineClass(NAME, larger, 3, code.length, Handler.class.getProtectionDomain());
        }

        Class<?> buffer(byte[] code) {
          return defineClass(NAME, java.nio.ByteBuffer.wrap(code), null);
        }
      }

      static class Secure extends java.security.SecureClassLoader {
        Class<?> define(byte[] code) {
          java.security.CodeSource source = null;
          return super.defineClass(NAME, code, 0, code.length, source);
        }
      }

      static byte[] code() throws IOException {
        System.setProperty("shade", "dark");
        return Handler.class.getResourceAsStream("/app/Handler$Reader.class").readAllBytes();
      }

      static URL[] urls() {
        return new URL[] {Handler.class.getProtectionDomain().getCodeSource().getLocation()};
      }

      static String get(Class<?> type) throws ReflectiveOperationException {
        Object reader = type.getConstructor().newInstance();
        if (type == Reader.class) {
          throw new AssertionError("not a class of its own");
        }
        return (String) java.util.function.Supplier.class.getMethod("get").invoke(reader);
      }
      """;

  @TempDir private Path folder;
  private CompiledFunctions functions;

  @BeforeEach
  void open() {
    functions = new CompiledFunctions(folder);
  }

  @AfterEach
  void close() {
    functions.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Own(Handler.class.getClassLoader()).plain(code())",
        "new Own().part(code())",
        "new Own(null).plain(code())",
        "new Own(ClassLoader.getPlatformClassLoader()).buffer(code())",
        "new Own(ClassLoader.getSystemClassLoader()).plain(code())",
        "new Secure().define(code())",
        "MethodHandles.lookup().defineHiddenClass(code(), true).lookupClass()",
        "MethodHandles.lookup().defineHiddenClassWithClassData(code(), 1, true).lookupClass()",
        "(new URLClassLoader(urls(), null) { { code(); } }).loadClass(NAME)",
        "new URLClassLoader(urls().clone(), code() == null ? null : null).loadClass(NAME)",
        "URLClassLoader.newInstance(urls(), code() == null ? null : null).loadClass(NAME)",
        "new URLClassLoader(\"named\", urls(), code() == null ? null : null).loadClass(NAME)",
        "((Class<?>) Class.class.getMethod(\"forName\", String.class, boolean.class,"
            + " ClassLoader.class).invoke(null, NAME, code() != null,"
            + " URLClassLoader.class.getConstructor(URL[].class, ClassLoader.class)"
            + ".newInstance(urls(), null)))",
      })
  void aClassThatTheFunctionDefinesHasItsEnvironmentAndItsLog(String definition) {
    DeployedFunction function =
        functions.deploy(functions.classes("return get(" + definition + ");", MEMBERS));
    assertThat(CompiledFunctions.answer(function)).isEqualTo("red dark");
    assertThat(functions.log(function)).contains("printed by ");
  }

  @Test
  void aClassThatALookupDefinesHasTheFunctionsEnvironment() {
    String body =
        """
        Class<?> type = MethodHandles.lookup().defineClass(code());
        Object reader = type.getConstructor().newInstance();
        return (String) java.util.function.Supplier.class.getMethod("get").invoke(reader);
        """;
    DeployedFunction function = functions.deploy(functions.classes(body, MEMBERS));
    assertThat(CompiledFunctions.answer(function)).isEqualTo("red dark");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.class.getMethod(\"getenv\", String.class).invoke(null, \"COLOUR\")",
        "((Map<?, ?>) System.class.getMethod(\"getenv\").invoke(null)).get(\"COLOUR\")",
        "MethodHandles.lookup().findStatic(System.class, \"getenv\","
            + " MethodType.methodType(String.class, String.class)).invoke(\"COLOUR\")",
        "MethodHandles.lookup().unreflect(System.class.getMethod(\"getenv\", String.class))"
            + ".invoke(\"COLOUR\")",
        "new ProcessBuilder().environment().get(\"COLOUR\")",
        "((Map<?, ?>) ProcessBuilder.class.getMethod(\"environment\")"
            + ".invoke(new ProcessBuilder())).get(\"COLOUR\")",
        "((Map<?, ?>) MethodHandles.lookup().findVirtual(ProcessBuilder.class, \"environment\","
            + " MethodType.methodType(Map.class)).invoke(new ProcessBuilder())).get(\"COLOUR\")",
      })
  void reflectionAndMethodHandlesReadTheFunctionsEnvironment(String expression) {
    assertThat(functions.answer("return (String) (Object) " + expression + ";")).isEqualTo("red");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.class.getField(\"out\").get(null)",
        "MethodHandles.lookup().findStaticGetter(System.class, \"out\", PrintStream.class)"
            + ".invoke()",
        "MethodHandles.lookup().unreflectGetter(System.class.getField(\"err\")).invoke()",
      })
  void outputThatReflectionFindsIsTheFunctions(String stream) {
    DeployedFunction function =
        functions.deploy(
            functions.classes(
                "((PrintStream) (Object) " + stream + ").println(\"found\"); return \"\";", ""));
    CompiledFunctions.answer(function);
    assertThat(functions.log(function)).contains("found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.class.getMethod(\"exit\", int.class).invoke(null, 3)",
        "Runtime.class.getMethod(\"halt\", int.class).invoke(Runtime.getRuntime(), 3)",
      })
  void anExitByReflectionEndsTheFunctionOnly(String exit) {
    DeployedFunction function =
        functions.deploy(functions.classes(exit + "; return \"survived\";", ""));
    assertThat(RunningFunctions.error(RunningFunctions.invoke(function, "\"\"")).errorMessage())
        .contains("exit status 3");
  }

  @Test
  void reflectionKeepsTheRightsOfTheClassThatUsesIt() {
    String members =
        """
        private static String secret(String text) {
          return "secret " + text;
        }
        private String field = "own field";
        """;
    String body =
        """
        Method method = Handler.class.getDeclaredMethod("secret", String.class);
        Field field = Handler.class.getDeclaredField("field");
        String missing;
        try {
          Handler.class.getDeclaredMethod("run", String.class).invoke(null, "x");
          missing = "none";
        } catch (NullPointerException e) {
          missing = "refused";
        }
        return method.invoke(null, "word") + ", " + field.get(this) + ", " + missing;
        """;
    DeployedFunction function = functions.deploy(functions.classes(body, members));
    assertThat(CompiledFunctions.answer(function)).isEqualTo("secret word, own field, refused");
  }

  @Test
  void theSystemClassLoaderHasWhatLambdasHasAndNothingOfTheEmulator() {
    String body =
        """
        ClassLoader system = ClassLoader.getSystemClassLoader();
        List<String> found = new ArrayList<>();
        for (String name : List.of(
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers",
            "com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.ObjectMapper",
            "java.sql.Connection",
            "app.Handler",
            "org.slf4j.Logger",
            "dev.wsemulator.journal.Journal")) {
          try {
            Class.forName(name, false, system);
            found.add(name.substring(name.lastIndexOf('.') + 1));
          } catch (ClassNotFoundException e) {
            continue;
          }
        }
        return found.toString();
        """;
    assertThat(functions.answer(body))
        .isEqualTo("[Context, LambdaEventSerializers, ObjectMapper, Connection]");
  }

  @Test
  void threadsOfTheCommonPoolHaveTheFunctionsLoaderAndEnvironment() {
    String body =
        """
        ClassLoader own = Handler.class.getClassLoader();
        String tasks = ForkJoinPool.commonPool().submit(() ->
            System.getenv("COLOUR") + (Thread.currentThread().getContextClassLoader() == own)
                + ZoneId.systemDefault()).get();
        Set<String> streams = new TreeSet<>(IntStream.range(0, 64).parallel()
            .mapToObj(i -> System.getenv("COLOUR")
                + (Thread.currentThread().getContextClassLoader() == own)
                + TimeZone.getDefault().getID())
            .collect(Collectors.toList()));
        return tasks + streams;
        """;
    DeployedFunction function =
        functions.deploy(java.util.Map.of("TZ", "Asia/Tokyo"), functions.classes(body, ""));
    assertThat(CompiledFunctions.answer(function))
        .isEqualTo("redtrueAsia/Tokyo[redtrueAsia/Tokyo]");
  }
}
