package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.substitute.FunctionFiles;
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
  private static final String CHANNEL = "java/nio/channels/FileChannel";
  private static final String SCANNER = "java/util/Scanner";
  private static final String URL = "java/net/URL";
  private static final String STRING = "java/lang/String";
  private static final String CONSTRUCTOR = "<init>";

  /** By the internal name of a class: the members that read, none for all of them. */
  static final Map<String, Set<String>> MEMBERS =
      Map.ofEntries(
          Map.entry(
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
                  "toURI")),
          Map.entry(PATH, Set.of("toAbsolutePath", "toUri")),
          Map.entry(PATHS, Set.of()),
          Map.entry(CHANNEL, Set.of("open")),
          Map.entry(URL, Set.of("openConnection", "openStream", "getContent")),
          Map.entry("java/io/FileInputStream", Set.of(CONSTRUCTOR)),
          Map.entry("java/io/FileReader", Set.of(CONSTRUCTOR)),
          Map.entry("java/io/RandomAccessFile", Set.of(CONSTRUCTOR)),
          Map.entry(SCANNER, Set.of(CONSTRUCTOR)),
          Map.entry("java/util/zip/ZipFile", Set.of(CONSTRUCTOR)),
          Map.entry("java/util/jar/JarFile", Set.of(CONSTRUCTOR)));

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
    } else if (isFile(owner, name, arguments)) {
      ofFirst(code, arguments);
    }
  }

  /** Not all texts name files: a temporary folder's prefix does not, and not what is scanned. */
  private static boolean isFile(String owner, String name, Type[] arguments) {
    boolean isOpened = Set.of(PATHS, CHANNEL).contains(owner);
    boolean isRead = name.equals(CONSTRUCTOR);
    boolean isReached =
        arguments.length == 1 || arguments.length == 2 && arguments[1].getSize() == 1;
    if (!isReached || !isOpened && !isRead) {
      return false;
    }
    String first = arguments[0].getInternalName();
    return first.equals(FILE)
        || first.equals(PATH)
        || first.equals(STRING) && isRead && !owner.equals(SCANNER);
  }

  private static void ofFirst(MethodVisitor code, Type[] arguments) {
    if (arguments.length == 2) {
      code.visitInsn(Opcodes.SWAP);
    }
    own(code, arguments[0].getInternalName());
    if (arguments.length == 2) {
      code.visitInsn(Opcodes.SWAP);
    }
  }

  private static void own(MethodVisitor code, String type) {
    if (Set.of(FILE, PATH, URL, STRING).contains(type)) {
      String descriptor = "(L" + type + ";)L" + type + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, FILES, "own", descriptor, false);
    }
  }
}
