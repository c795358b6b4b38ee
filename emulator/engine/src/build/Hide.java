import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A step of the build: puts everything of one jar into a folder of another, where nothing looks for
 * it, and gives class files another ending. Of what there is for several versions of Java, it takes
 * that for the oldest one that the emulator runs on.
 *
 * <p>Arguments: the jar to hide, the jar to hide it in, the folder, the time of all entries.
 */
final class Hide {
  private static final String VERSIONS = "META-INF/versions/";
  private static final int JAVA = 17;

  public static void main(String... arguments) throws IOException {
    Path target = Path.of(arguments[1]);
    Path hidden = target.resolveSibling(target.getFileName() + ".new");
    FileTime time = FileTime.from(Instant.parse(arguments[3]));
    try (JarFile engine = new JarFile(arguments[0]);
        ZipFile before = new ZipFile(target.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(hidden))) {
      for (ZipEntry entry : before.stream().toList()) {
        add(out, entry.getName(), before.getInputStream(entry), time);
      }
      for (Map.Entry<String, ZipEntry> entry : newest(engine).entrySet()) {
        String name = entry.getKey().replaceFirst("[.]class$", ".classdata");
        add(out, arguments[2] + "/" + name, engine.getInputStream(entry.getValue()), time);
      }
    }
    Files.move(hidden, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the files by the names that a class loader asks for. */
  private static Map<String, ZipEntry> newest(JarFile engine) {
    Map<String, ZipEntry> files = new TreeMap<>();
    engine.stream()
        .filter(entry -> !entry.isDirectory() && version(entry) <= JAVA)
        .sorted(Comparator.comparing(Hide::version))
        .forEach(entry -> files.put(name(entry), entry));
    return files;
  }

  private static int version(ZipEntry entry) {
    String name = entry.getName();
    return name.startsWith(VERSIONS) ? Integer.parseInt(name.split("/")[2]) : 0;
  }

  private static String name(ZipEntry entry) {
    String name = entry.getName();
    return version(entry) == 0 ? name : name.substring(name.indexOf('/', VERSIONS.length()) + 1);
  }

  private static void add(ZipOutputStream out, String name, InputStream in, FileTime time)
      throws IOException {
    try (in) {
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(time);
      out.putNextEntry(entry);
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
