package dev.wsemulator.internal.aws.s3;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.Path;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;

/** Buckets in memory, as files that others may read and write. Thread-safe. */
final class BucketStore extends AbstractNio2BlobStore {
  private BucketStore(Path root) {
    super(root);
  }

  /** Returns one without buckets. */
  static BucketStore empty() {
    Configuration files =
        Configuration.unix().toBuilder()
            .setAttributeViews("posix", "user")
            .setWorkingDirectory("/")
            .build();
    return new BucketStore(Jimfs.newFileSystem(files).getPath("/"));
  }

  /** Returns where the folders of the buckets are. */
  Path folder() {
    return getRoot();
  }

  @Override
  public boolean supportsVersioning() {
    return true;
  }

  @Override
  public boolean supportsServerSideEncryption() {
    return true;
  }

  @Override
  public boolean supportsBucketEncryption() {
    return true;
  }
}
