package dev.wsemulator.internal.function.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.F_SAME;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.V17;

import dev.wsemulator.internal.function.CompiledFunctions;
import dev.wsemulator.testing.CompiledHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

class ClassRewriterTest {
  private static final int LARGEST = 65_535;

  @TempDir private Path folder;

  private static byte[] compiled(String body) {
    return CompiledHandler.of("package app; public class Handler { void run() { " + body + " } }")
        .bytes("app.Handler");
  }

  @Test
  void aClassOfALibraryThatCallsNothingOfTheProcessStaysAsItIs() {
    byte[] code = compiled("for (int i = 0; i < 9; i++) { String.valueOf(i); }");
    assertThat(ClassRewriter.rewrite("software.amazon.Some", code)).isSameAs(code);
    assertThat(ClassRewriter.rewrite("app.Handler", code)).isNotEqualTo(code);
  }

  @Test
  void aClassIsRewrittenOnce() {
    byte[] once =
        ClassRewriter.rewrite(
            compiled("for (int i = 0; i < 9; i++) { System.getenv(\"A\" + i); }"));
    assertThat(ClassRewriter.rewrite(once)).isSameAs(once);
  }

  @Test
  void whatIsNoClassIsLeftToTheJvm() {
    byte[] text = "no class".getBytes(StandardCharsets.UTF_8);
    assertThat(ClassRewriter.rewrite(text)).isSameAs(text);
    byte[] half = Arrays.copyOf(compiled("System.getenv();"), 60);
    assertThat(ClassRewriter.rewrite(half)).isSameAs(half);
  }

  /** There is no room for more code in the method; in the last case not even for its calls. */
  @ParameterizedTest
  @ValueSource(ints = {200, LARGEST - 2, LARGEST})
  void aMethodOfAnySizeHasTheFunctionsEnvironment(int size) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("app")).getParent();
    Files.write(classes.resolve("app/Handler.class"), large(size));
    try (CompiledFunctions functions = new CompiledFunctions(folder)) {
      assertThat(CompiledFunctions.answer(functions.deploy(classes))).isEqualTo("red");
    }
  }

  /** Returns a class with a method that has a loop and as many bytes as this. */
  private static byte[] large(int size) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V17, ACC_PUBLIC, "app/Handler", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            ACC_PUBLIC | ACC_STATIC, "run", "(Ljava/lang/String;)Ljava/lang/String;", null, null);
    code.visitCode();
    for (int i = 0; i < size - 10; i++) {
      code.visitInsn(NOP);
    }
    Label again = new Label();
    code.visitLabel(again);
    code.visitFrame(F_SAME, 0, null, 0, null);
    code.visitInsn(ICONST_0);
    code.visitJumpInsn(IFNE, again);
    code.visitLdcInsn("COLOUR");
    code.visitMethodInsn(
        INVOKESTATIC,
        "java/lang/System",
        "getenv",
        "(Ljava/lang/String;)Ljava/lang/String;",
        false);
    code.visitInsn(ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
