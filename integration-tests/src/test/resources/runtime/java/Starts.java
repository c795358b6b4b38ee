package cases;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A function that cannot start. */
public class Starts implements RequestHandler<Object, Object> {
  /** Fails. */
  public Starts() {
    throw new IllegalStateException("It cannot start.");
  }

  @Override
  public Object handleRequest(Object event, Context context) {
    return null;
  }
}
