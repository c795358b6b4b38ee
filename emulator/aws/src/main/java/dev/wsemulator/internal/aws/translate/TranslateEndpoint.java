package dev.wsemulator.internal.aws.translate;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
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
final class TranslateEndpoint extends Handler.Abstract implements EmbeddedService {
  private final EmulatedTranslate stub;

  TranslateEndpoint(EmulatedTranslate stub) {
    this.stub = stub;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    String target = request.getHeaders().get("X-Amz-Target");
    String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
    AwsResponse answer = stub.answer(operation, body);
    Duration delay = stub.delay();
    if (delay.isZero()) {
      answer.write(response, callback);
    } else {
      Runnable sending = () -> answer.write(response, callback);
      TimeSource.system().after(delay, () -> getServer().getThreadPool().execute(sending));
    }
    return true;
  }

  @Override
  public Handler handler() {
    return this;
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    return List.of();
  }
}
