package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies whose chunks are signed one by one, with the keys and signatures of AWS's examples.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring
 *     payload in multiple chunks</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Including
 *     trailing headers</a>
 */
class ChunkResignerTest {
  private static final SigningKey KEY =
      SigningKey.of(
          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "20130524T000000Z",
          "20130524/us-east-1/s3/aws4_request");
  private static final String SEED =
      "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
  private static final String TRAILED_SEED =
      "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
  private static final String OTHER = "0".repeat(64);

  /** AWS's example: 65 KB of the letter "a" in chunks of 64 KB. */
  private static final String BODY =
      chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
          + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
          + chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");

  private static final String TRAILED =
      chunk(65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
          + chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
          + "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
          + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
          + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"
          + "\r\n";

  private static String chunk(int size, String signature) {
    return Integer.toHexString(size)
        + ";chunk-signature="
        + signature
        + "\r\n"
        + "a".repeat(size)
        + "\r\n";
  }

  /** Returns a body signed again that arrives in parts of a length. */
  private static String resigned(String body, int part, String given, String made) {
    ChunkResigner chunks = new ChunkResigner(KEY, given, made);
    byte[] all = body.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int at = 0; at < all.length; at += part) {
      sent.writeBytes(chunks.add(Arrays.copyOfRange(all, at, Math.min(at + part, all.length))));
    }
    sent.writeBytes(chunks.end());
    return sent.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1000, 65536, 1_000_000})
  void theSignaturesFollowThatOfTheRequest(int part) {
    String moved = resigned(BODY, part, SEED, OTHER);
    assertThat(moved).hasSameSizeAs(BODY).doesNotContain("ad80c730", "0055627c", "b6c6ea8a");
    assertThat(resigned(moved, part, OTHER, SEED).equals(BODY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1_000_000})
  void theTrailersAreSignedAgainToo(int part) {
    String moved = resigned(TRAILED, part, TRAILED_SEED, OTHER);
    assertThat(moved)
        .hasSameSizeAs(TRAILED)
        .contains("x-amz-checksum-crc32c:sOO8/Q==")
        .doesNotContain("2ca2aba2", "d81f82fc");
    assertThat(resigned(moved, part, OTHER, TRAILED_SEED).equals(TRAILED)).isTrue();
  }

  @Test
  void aWrongSignatureStays() {
    String wrong = BODY.replace("0055627c", "00000000");
    String moved = resigned(wrong, 1000, SEED, OTHER);
    assertThat(moved).contains("00000000").doesNotContain("ad80c730");
    assertThat(resigned(moved, 1000, OTHER, SEED)).contains("ad80c730", "00000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no chunk\r\nat all", "5\r\nhello\r\n0\r\n\r\n", "fffffff;chunk-signature=%s\r\n"})
  void anythingElsePassesAsItIs(String body) {
    String whole = body.formatted(OTHER);
    assertThat(resigned(whole, 3, SEED, OTHER)).isEqualTo(whole);
  }

  @Test
  void aLineThatDoesNotEndPassesAsItIs() {
    String body = "a".repeat(20_000) + "\r\n";
    assertThat(resigned(body, 1000, SEED, OTHER)).isEqualTo(body);
  }

  @Test
  void aBodyThatIsCutOffKeepsItsRest() {
    String cut = BODY.substring(0, 60_000);
    assertThat(resigned(cut, 1000, SEED, OTHER)).isEqualTo(cut);
  }

  @Test
  void whatFollowsTheLastChunkPasses() {
    assertThat(resigned(BODY + "more", 1000, SEED, OTHER)).endsWith("\r\nmore");
  }
}
