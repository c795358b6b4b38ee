package dev.wsemulator.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
  @TempDir private Path folder;

  private Path zip(String... entries) throws IOException {
    Path zip = folder.resolve("code.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          out.write(entry.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return zip;
  }

  @Test
  void filesAndFoldersAreUnpacked() throws IOException {
    ZipArchive.unpack(zip("a.js", "lib/", "lib/b/ü.js"), folder.resolve("out"));
    assertThat(folder.resolve("out/a.js")).hasContent("a.js");
    assertThat(folder.resolve("out/lib/b/ü.js")).hasContent("lib/b/ü.js");
  }

  @Test
  void anEntryOutsideTheFolderIsRefused() throws IOException {
    Path zip = zip("../a.js");
    assertThatThrownBy(() -> ZipArchive.unpack(zip, folder.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside its folder");
    assertThat(folder.resolve("a.js")).doesNotExist();
  }

  /** Packagers in JavaScript write such entries: stored, with their sizes behind the content. */
  @Test
  void aStoredEntryWhoseSizesFollowItIsUnpacked() throws IOException {
    Path zip = Files.write(folder.resolve("stored.zip"), stored("a.js", "module.exports = 1;"));
    try (ZipInputStream stream = new ZipInputStream(Files.newInputStream(zip))) {
      assertThatThrownBy(stream::getNextEntry).hasMessageContaining("only DEFLATED entries");
    }
    ZipArchive.unpack(zip, folder.resolve("out"));
    assertThat(folder.resolve("out/a.js")).hasContent("module.exports = 1;");
  }

  private static byte[] stored(String name, String content) {
    byte[] file = name.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ByteBuffer zip = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 8).putShort((short) 0);
    zip.putInt(0).putInt(0).putInt(0).putInt(0);
    zip.putShort((short) file.length).putShort((short) 0).put(file).put(bytes);
    zip.putInt(0x08074b50).putInt((int) crc.getValue()).putInt(bytes.length).putInt(bytes.length);
    int directory = zip.position();
    zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 8);
    zip.putShort((short) 0).putInt(0).putInt((int) crc.getValue());
    zip.putInt(bytes.length).putInt(bytes.length).putShort((short) file.length);
    zip.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    zip.putInt(0).putInt(0).put(file);
    int size = zip.position() - directory;
    zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    zip.putInt(size).putInt(directory).putShort((short) 0);
    byte[] all = new byte[zip.position()];
    zip.flip().get(all);
    return all;
  }
}
