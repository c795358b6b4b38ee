package dev.wsemulator.internal.connection;

import dev.wsemulator.internal.file.PrivateFiles;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes connection ids, and knows them again: AWS distinguishes an id that it never issued from one
 * whose connection is gone. So each id holds a check that only this key can make. Thread-safe.
 */
public final class ConnectionIds {
  private static final String FILE = "connection-ids.key";
  private static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** The milliseconds of the latest id; by the machine's clock, which no restart takes back. */
  private final AtomicLong latest = new AtomicLong();

  private ConnectionIds(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Returns ids that are known again as long as this object is there. */
  public static ConnectionIds ofThisRun() {
    return new ConnectionIds(newKey());
  }

  /**
   * Returns ids that later emulators with the same folder recognize.
   *
   * @throws UncheckedIOException if the folder cannot be used
   * @throws IllegalStateException if the key in it is damaged
   */
  public static ConnectionIds keptIn(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      PrivateFiles.createFolder(folder);
      byte[] key = Files.exists(file) ? Files.readAllBytes(file) : written(file);
      if (key.length != KEY_BYTES) {
        throw new IllegalStateException(
            ("%s is damaged: it has %d bytes, and not %d. Delete it; @connections then takes ids"
                    + " that were issued before for wrong ones.")
                .formatted(file, key.length, KEY_BYTES));
      }
      return new ConnectionIds(key);
    } catch (IOException e) {
      throw new UncheckedIOException("The state in " + folder + " cannot be used.", e);
    }
  }

  private static byte[] written(Path file) throws IOException {
    byte[] key = newKey();
    try (FileChannel channel =
        PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(key));
      return key;
    } catch (FileAlreadyExistsException e) {
      return Files.readAllBytes(file);
    }
  }

  private static byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** Returns a new id. */
  public String next() {
    long now = TimeSource.system().now().toEpochMilli();
    return id(latest.updateAndGet(before -> Math.max(before + 1, now)));
  }

  /** Returns whether an id was made with this key, whether or not its connection still exists. */
  public boolean isIssued(String id) {
    return id.length() == Identifiers.LENGTH
        && Identifiers.millis(id).stream().anyMatch(millis -> id(millis).equals(id));
  }

  private String id(long millis) {
    int check = check(millis);
    return Identifiers.ofConnection(millis, check >>> 16, check & 0xffff);
  }

  /** Returns 24 bits. */
  private int check(long millis) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
      return ByteBuffer.wrap(hash).getInt() >>> 8;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }
}
