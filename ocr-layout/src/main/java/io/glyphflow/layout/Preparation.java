package io.glyphflow.layout;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.layout.contract.Adapter;
import io.glyphflow.layout.contract.Signature;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ValueInfo;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** How pages become the input of a model: names, sizes, batches, writers. Thread-safe. */
final class Preparation implements AutoCloseable {

  private final ModelInfo model;
  private final Adapter adapter;
  private final ValueInfo picture;
  private final @Nullable TensorSpec fixed;
  private final ConcurrentLinkedQueue<TensorWriter> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean isClosed;

  /**
   * For a model that lacks nothing.
   *
   * @param size where the file leaves it open and the usual one is not meant
   * @param told everything, where it is not as the family has it
   */
  Preparation(ModelInfo model, Adapter adapter, Optional<Size> size, Optional<TensorSpec> told) {
    this.model = model;
    this.adapter = adapter;
    this.picture = Signature.picture(model).orElseThrow();
    this.fixed = told.or(() -> size.map(adapter::spec)).orElseGet(this::usual);
  }

  private @Nullable TensorSpec usual() {
    return adapter.isSizedByPage(model) ? null : adapter.spec(adapter.size(model, new Size(1, 1)));
  }

  String input() {
    return picture.name();
  }

  TensorSpec spec(Size page) {
    return fixed != null ? fixed : adapter.spec(adapter.size(model, page));
  }

  /** How many pages one run takes. */
  int batchOf(int maxBatch) {
    long declared = Signature.dimension(picture, 0);
    if (declared > 0) {
      return (int) declared;
    }
    return fixed == null ? 1 : maxBatch;
  }

  /** How large the batch of some pages is: larger where the file fixes it. */
  int sizeOf(int pages) {
    return (int) Math.max(pages, Signature.dimension(picture, 0));
  }

  /** A writer for one thread, given back by closing. */
  Loan lend(TensorSpec spec) {
    TensorWriter writer = fixed == null ? null : idle.poll();
    return new Loan(writer == null ? new TensorWriter(spec) : writer);
  }

  @Override
  public void close() {
    isClosed = true;
    free();
  }

  private void free() {
    for (TensorWriter writer = idle.poll(); writer != null; writer = idle.poll()) {
      writer.close();
    }
  }

  /** A writer that is in use. */
  final class Loan implements AutoCloseable {
    private final TensorWriter writer;

    private Loan(TensorWriter writer) {
      this.writer = writer;
    }

    TensorWriter writer() {
      return writer;
    }

    @Override
    public void close() {
      if (fixed == null) {
        writer.close();
        return;
      }
      idle.add(writer);
      if (isClosed) {
        free();
      }
    }
  }
}
