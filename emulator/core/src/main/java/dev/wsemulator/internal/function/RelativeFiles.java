package dev.wsemulator.internal.function;

import java.util.Map;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Has {@link FunctionFiles} look at the file that a call is about to read. */
final class RelativeFiles {
  private static final String FILES = FunctionFiles.class.getName().replace('.', '/');
  private static final String FILE = "java/io/File";
  private static final String PATH = "java/nio/file/Path";
  private static final String PATHS = "java/nio/file/Files";
  private static final String CONSTRUCTOR = "<init>";

  /** By the internal name of a class: the members that read, none for all of them. */
  static final Map<String, Set<String>> MEMBERS =
      Map.of(
          FILE,
          Set.of(
              "exists",
              "isFile",
              "isDirectory",
              "length",
              "lastModified",
              "canRead",
              "canExecute",
              "list",
              "listFiles",
              "getAbsolutePath",
              "getAbsoluteFile",
              "getCanonicalPath",
              "getCanonicalFile",
              "toURI"),
          PATH,
          Set.of("toAbsolutePath", "toUri"),
          PATHS,
          Set.of(),
          "java/io/FileInputStream",
          Set.of(CONSTRUCTOR),
          "java/io/FileReader",
          Set.of(CONSTRUCTOR),
          "java/util/zip/ZipFile",
          Set.of(CONSTRUCTOR),
          "java/util/jar/JarFile",
          Set.of(CONSTRUCTOR));

  private RelativeFiles() {}

  /** Adds code in front of a call. */
  static void insert(MethodVisitor code, String owner, String name, String descriptor) {
    Set<String> members = MEMBERS.get(owner);
    if (members == null || !members.isEmpty() && !members.contains(name)) {
      return;
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    if (arguments.length == 0 && !owner.equals(PATHS)) {
      own(code, owner);
    } else if (name.equals(CONSTRUCTOR) && arguments.length == 1) {
      own(code, arguments[0].getInternalName());
    } else if (isOfPath(owner, arguments)) {
      ofFirst(code, arguments.length);
    }
  }

  /** Names that files are made of, such as a temporary folder's prefix, are not of files. */
  private static boolean isOfPath(String owner, Type[] arguments) {
    return owner.equals(PATHS)
        && (arguments.length == 1 || arguments.length == 2 && arguments[1].getSize() == 1)
        && arguments[0].getInternalName().equals(PATH);
  }

  private static void ofFirst(MethodVisitor code, int arguments) {
    if (arguments == 2) {
      code.visitInsn(Opcodes.SWAP);
    }
    own(code, PATH);
    if (arguments == 2) {
      code.visitInsn(Opcodes.SWAP);
    }
  }

  private static void own(MethodVisitor code, String type) {
    if (type.equals(FILE) || type.equals(PATH) || type.equals("java/lang/String")) {
      String descriptor = "(L" + type + ";)L" + type + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, FILES, "own", descriptor, false);
    }
  }
}
