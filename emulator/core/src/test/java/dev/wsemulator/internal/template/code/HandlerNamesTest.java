package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.template.TemplateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class HandlerNamesTest {
  private static final String FUNCTION =
      """
        Echo:
          Type: AWS::Serverless::Function
          Properties: {Runtime: java25, Handler: 'Echo::handle', CodeUri: classes}
      """;

  @TempDir private Path temporary;

  /** Returns the warnings of a function whose class is compiled for a version of Java. */
  private List<String> warnings(int classFileVersion) throws IOException {
    assumeTrue(Runtime.version().feature() < 25, "This JVM loads the classes of all runtimes.");
    ClassWriter type = new ClassWriter(0);
    type.visit(classFileVersion, Opcodes.ACC_PUBLIC, "Echo", null, "java/lang/Object", null);
    MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC, "handle", "()V", null, null);
    method.visitEnd();
    TemplateFolder folder = TemplateFolder.in(temporary);
    Path classes = Files.createDirectories(folder.folder().resolve("classes"));
    Files.write(classes.resolve("Echo.class"), type.toByteArray());
    return folder.sam(FUNCTION).warnings();
  }

  @Test
  void aNewerRuntimeDoesNoHarmToAClassOfAnOlderJava() throws IOException {
    assertThat(warnings(Opcodes.V17)).isEmpty();
  }

  @Test
  void aClassThatThisJvmCannotLoadIsWarnedOf() throws IOException {
    assertThat(warnings(Opcodes.V25))
        .singleElement()
        .asString()
        .contains("Resources.Echo.Properties.Runtime, \"java25\" is newer than this JVM");
  }
}
