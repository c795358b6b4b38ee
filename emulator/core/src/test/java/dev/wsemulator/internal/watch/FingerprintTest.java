package dev.wsemulator.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at among packages for Node.js. */
class FingerprintTest {
  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void link(String name, String target) throws IOException {
    Path link = folder.resolve(name);
    Files.createDirectories(link.getParent());
    try {
      Files.createSymbolicLink(link, folder.resolve(target));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "This system makes no links: " + e);
    }
  }

  private Fingerprint ofLayer() {
    return Fingerprint.of(folder.resolve("layer"));
  }

  @Test
  void anInstallationCountsByItsRecordOnly() throws IOException {
    write("layer/nodejs/node_modules/.package-lock.json", "{}");
    write("layer/nodejs/node_modules/big/index.js", "one");
    Fingerprint before = ofLayer();
    assertThat(before.files()).hasSize(1);
    write("layer/nodejs/node_modules/big/index.js", "another");
    assertThat(ofLayer()).isEqualTo(before);
    write("layer/nodejs/node_modules/.package-lock.json", "{\"packages\":{}}");
    assertThat(ofLayer()).isNotEqualTo(before);
  }

  @Test
  void packagesThatNoPackageManagerHasInstalledCount() throws IOException {
    write("layer/nodejs/node_modules/shared/index.js", "one");
    Fingerprint before = ofLayer();
    write("layer/nodejs/node_modules/shared/index.js", "another");
    assertThat(ofLayer()).isNotEqualTo(before);
  }

  @Test
  void ofVeryManyFilesOnlySomeAreLookedAt() throws IOException {
    for (int i = 0; i < 2100; i++) {
      write("layer/nodejs/node_modules/many/%d.js".formatted(i), "");
    }
    write("layer/nodejs/own.js", "");
    assertThat(ofLayer().files()).hasSize(2001).containsKey(folder.resolve("layer/nodejs/own.js"));
  }

  @Test
  void packagesOfAWorkspaceCountEvenIfTheyAreLinksToEachOther() throws IOException {
    write("layer/nodejs/node_modules/.package-lock.json", "{}");
    write("packages/shared/index.js", "one");
    write("packages/other/node_modules/.package-lock.json", "{}");
    write("packages/shared/node_modules/.package-lock.json", "{}");
    link("layer/nodejs/node_modules/@app/shared", "packages/shared");
    link("packages/shared/node_modules/other", "packages/other");
    link("packages/other/node_modules/shared", "packages/shared");
    Fingerprint before = ofLayer();
    assertThat(before.files()).hasSize(4);
    write("packages/shared/index.js", "another");
    assertThat(ofLayer()).isNotEqualTo(before);
  }

  @Test
  void linksIntoTheStoreOfAPackageManagerDoNotCount() throws IOException {
    write("layer/nodejs/node_modules/.modules.yaml", "");
    write("layer/nodejs/node_modules/.pnpm/big@1/node_modules/big/index.js", "one");
    link("layer/nodejs/node_modules/big", "layer/nodejs/node_modules/.pnpm/big@1/node_modules/big");
    assertThat(ofLayer().files()).hasSize(1);
  }
}
