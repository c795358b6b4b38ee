package dev.wsemulator.internal.mapping;

import java.io.Reader;
import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.loader.ResourceLoader;
import org.apache.velocity.util.ExtProperties;

/** Finds no template anywhere. Public because Velocity makes it by reflection. */
public final class NoResources extends ResourceLoader {

  /** Called by Velocity. */
  public NoResources() {}

  @Override
  public void init(ExtProperties configuration) {}

  @Override
  public Reader getResourceReader(String source, String encoding) {
    throw new ResourceNotFoundException("A mapping template cannot read \"" + source + "\".");
  }

  @Override
  public boolean isSourceModified(Resource resource) {
    return false;
  }

  @Override
  public long getLastModified(Resource resource) {
    return 0;
  }
}
