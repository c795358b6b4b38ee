import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A step of the build: gathers the licences and notices of all libraries that an artifact contains,
 * as putting jars into one would keep one file of each name. A library whose jar has no licence is
 * given one by {@code libraries.tsv}; the build fails if it is not there.
 */
final class Notices {
  private static final Pattern TEXT =
      Pattern.compile(
          "(meta-inf/)?(licen[cs]e|notice|copying|copyright|about|third-party)[^/]*"
              + "|(meta-inf/)?(licenses|licences|about_files)/.+");

  private final Path repository;
  private final Path here;
  private final Path target;
  private final Map<String, List<String>> given = new TreeMap<>();
  private final List<String> missing = new ArrayList<>();

  private Notices(Path repository, Path here, Path target) {
    this.repository = repository.toAbsolutePath();
    this.here = here;
    this.target = target;
  }

  /**
   * Runs the step.
   *
   * @param arguments the file with the class path, the local repository, this folder, and the folder
   *     that is to have the texts
   */
  public static void main(String[] arguments) throws IOException {
    Notices notices =
        new Notices(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
    notices.readGiven();
    String classPath = Files.readString(Path.of(arguments[0])).strip();
    for (String jar : classPath.split(System.getProperty("path.separator"))) {
      Path file = Path.of(jar).toAbsolutePath();
      if (file.startsWith(notices.repository)) { // what is not, is a module of this build
        notices.gather(file);
      }
    }
    if (!notices.missing.isEmpty()) {
      System.err.println(
          "These libraries bring no licence, and emulator/notices/libraries.tsv has none for them."
              + " Add a line with the library and the files in emulator/notices/texts that hold it: "
              + String.join(", ", notices.missing));
      System.exit(1);
    }
  }

  private void readGiven() throws IOException {
    for (String line : Files.readAllLines(here.resolve("libraries.tsv"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] columns = line.split("\t");
        given.put(columns[0], List.of(columns[1].split(" ")));
      }
    }
  }

  private void gather(Path jar) throws IOException {
    Path folder = jar.getParent().getParent();
    String artifactId = folder.getFileName().toString();
    String groupId = repository.relativize(folder.getParent()).toString().replaceAll("[/\\\\]", ".");
    Path texts = target.resolve(groupId + "." + artifactId);
    boolean hasLicence = copyOwn(jar, texts);
    if (!hasLicence && !copyGiven(groupId, artifactId, texts)) {
      missing.add(groupId + ":" + artifactId);
    }
  }

  /** Returns whether a licence was among what the jar brings. */
  private static boolean copyOwn(Path jar, Path texts) throws IOException {
    boolean hasLicence = false;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName().toLowerCase(Locale.ROOT);
        if (entry.isDirectory() || name.endsWith(".class") || !TEXT.matcher(name).matches()) {
          continue;
        }
        Path file = texts.resolve(entry.getName().replaceFirst("^META-INF/", "")).normalize();
        if (file.startsWith(texts)) {
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
          }
          hasLicence |= name.matches("(.*/)?(licen[cs]e|copying).*");
        }
      }
    }
    return hasLicence;
  }

  private boolean copyGiven(String groupId, String artifactId, Path texts) throws IOException {
    List<String> files = given.get(groupId + ":" + artifactId);
    for (String group = groupId; files == null && !group.isEmpty(); ) {
      files = given.get(group + ":*");
      group = group.contains(".") ? group.substring(0, group.lastIndexOf('.')) : "";
    }
    if (files == null) {
      return false;
    }
    Files.createDirectories(texts);
    for (String file : files) {
      Files.copy(
          here.resolve("texts").resolve(file),
          texts.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }
}
