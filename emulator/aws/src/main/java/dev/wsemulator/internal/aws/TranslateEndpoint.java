package dev.wsemulator.internal.aws;

import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Amazon Translate over HTTP, in its JSON 1.1 protocol. Signatures are not verified.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1
 *     protocol</a>
 */
final class TranslateEndpoint extends Handler.Abstract {
  private final EmulatedTranslate stub;

  TranslateEndpoint(EmulatedTranslate stub) {
    this.stub = stub;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    String target = request.getHeaders().get("X-Amz-Target");
    String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
    EmulatedTranslate.Answer answer = stub.answer(operation, body);
    Duration delay = stub.delay();
    if (delay.isZero()) {
      send(answer, response, callback);
    } else {
      Runnable sending = () -> send(answer, response, callback);
      TimeSource.system().after(delay, () -> getServer().getThreadPool().execute(sending));
    }
    return true;
  }

  private static void send(EmulatedTranslate.Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.1");
    response.write(true, ByteBuffer.wrap(AwsJson.write(answer.body())), callback);
  }
}
