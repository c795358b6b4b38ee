package dev.wsemulator.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.MetaData;

/**
 * Writes answers that have {@code Content-Length} where the service has it: after {@code
 * Content-Type}, or else after {@code Date}. The server library puts it last. And they may say
 * {@link #KEEP_ALIVE}, which it leaves out.
 */
final class HeaderOrder extends HttpGenerator {
  private static final String CONNECTION = "Connection";

  /** Behind each, so that it stays at its line. */
  private static final Pattern END_OF_LINE = Pattern.compile("(?<=\r\n)");

  /** A field that the library does not know, and so leaves as it is. */
  static final HttpField KEEP_ALIVE = new HttpField(null, CONNECTION, "keep-alive");

  @Override
  public Result generateResponse(
      MetaData.Response response,
      boolean head,
      ByteBuffer header,
      ByteBuffer chunk,
      ByteBuffer content,
      boolean last)
      throws IOException {
    boolean begins = isIdle();
    Result result = super.generateResponse(response, head, header, chunk, content, last);
    if (begins && !isIdle() && header != null && header.hasRemaining()) {
      order(header);
    }
    return result;
  }

  /** Moves a header line before it is sent. */
  private static void order(ByteBuffer header) {
    ByteBuffer view = header.duplicate();
    String text = StandardCharsets.ISO_8859_1.decode(view).toString();
    List<String> lines = new ArrayList<>(List.of(END_OF_LINE.split(text)));
    int from = find(lines, "content-length:");
    int after = Math.max(find(lines, "content-type:"), find(lines, "date:"));
    if (from > after && after > 0) {
      lines.add(after + 1, lines.remove(from));
    }
    if (find(lines, "connection: close") > 0) {
      lines.remove(KEEP_ALIVE + "\r\n");
    }
    byte[] ordered = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    header.duplicate().put(ordered);
    header.limit(header.position() + ordered.length);
  }

  private static int find(List<String> lines, String name) {
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).regionMatches(true, 0, name, 0, name.length())) {
        return i;
      }
    }
    return -1;
  }
}
