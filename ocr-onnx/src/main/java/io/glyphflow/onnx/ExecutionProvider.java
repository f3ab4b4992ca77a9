package io.glyphflow.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What runs a model: the processor, or a device by way of its maker's library. Which ones there are
 * depends on the ONNX Runtime on the class path: {@code com.microsoft.onnxruntime:onnxruntime} has
 * the processor only (on macOS possibly CoreML), {@code onnxruntime_gpu} CUDA and TensorRT as well,
 * for x64 Linux and Windows; others must be built from source. {@link #absence()} says what is
 * missing. Immutable, thread-safe.
 */
public sealed interface ExecutionProvider {

  /**
   * The processor, always there.
   *
   * @return the provider
   */
  static ExecutionProvider cpu() {
    return new Cpu();
  }

  /**
   * A graphics card of NVIDIA by way of CUDA.
   *
   * @param device its number, 0 for the first
   * @return the provider
   */
  static ExecutionProvider cuda(int device) {
    return new Cuda(device);
  }

  /**
   * A graphics card of NVIDIA by way of TensorRT, which compiles an engine for it: minutes, so take
   * an {@link EngineCache}. {@link SessionOptions.Precision#REDUCED} makes it use half precision.
   *
   * @param device its number, 0 for the first
   * @return the provider
   */
  static ExecutionProvider tensorRt(int device) {
    return new TensorRt(device, Map.of());
  }

  /**
   * A processor, graphics or neural unit of Intel by way of OpenVINO.
   *
   * @param deviceType CPU, GPU, NPU, AUTO or what else OpenVINO takes
   * @return the provider
   */
  static ExecutionProvider openVino(String deviceType) {
    return new OpenVino(deviceType);
  }

  /**
   * The units of an Apple machine by way of CoreML.
   *
   * @return the provider
   */
  static ExecutionProvider coreMl() {
    return new CoreMl();
  }

  /**
   * Any graphics card on Windows by way of DirectML.
   *
   * @param device its number, 0 for the first
   * @return the provider
   */
  static ExecutionProvider directMl(int device) {
    return new DirectMl(device);
  }

  /**
   * The providers that can be used here, each for its first device.
   *
   * @return the processor and what else there is; a device that the library does not find shows
   *     only when a session opens
   */
  static List<ExecutionProvider> available() {
    return List.of(cpu(), cuda(0), tensorRt(0), openVino("AUTO"), coreMl(), directMl(0)).stream()
        .filter(provider -> provider.absence().isEmpty())
        .toList();
  }

  /**
   * Why it cannot be used here.
   *
   * @return what is missing and what to do; empty if nothing is
   */
  default Optional<String> absence() {
    return Providers.absence(this);
  }

  /** The processor, always there. Immutable, thread-safe. */
  record Cpu() implements ExecutionProvider {
    @Override
    public String toString() {
      return "CPU";
    }
  }

  /**
   * A graphics card of NVIDIA by way of CUDA. Immutable, thread-safe.
   *
   * @param device its number, 0 for the first
   */
  record Cuda(int device) implements ExecutionProvider {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Cuda {
      requireDevice(device);
    }

    @Override
    public String toString() {
      return "CUDA(" + device + ")";
    }
  }

  /**
   * A graphics card of NVIDIA by way of TensorRT. Immutable, thread-safe.
   *
   * @param device its number, 0 for the first
   * @param shapes the range of shapes by input, for one engine over all of them; without it an
   *     engine is built anew whenever an open dimension leaves the range seen so far
   */
  record TensorRt(int device, Map<String, ShapeRange> shapes) implements ExecutionProvider {

    /**
     * Checks the number and copies the shapes.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public TensorRt {
      requireDevice(device);
      shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }

    @Override
    public String toString() {
      return "TensorRT(" + device + ")";
    }
  }

  /**
   * The shapes that an input will have. Immutable, thread-safe.
   *
   * @param smallest the least in each dimension
   * @param usual what the engine is made best for
   * @param largest the most in each dimension
   */
  record ShapeRange(List<Long> smallest, List<Long> usual, List<Long> largest) {

    /**
     * Copies the shapes.
     *
     * @throws IllegalArgumentException unless {@code 1 <= smallest <= usual <= largest} in each
     *     dimension
     */
    public ShapeRange {
      smallest = List.copyOf(smallest);
      usual = List.copyOf(usual);
      largest = List.copyOf(largest);
      boolean isOrdered = smallest.size() == usual.size() && usual.size() == largest.size();
      for (int i = 0; isOrdered && i < usual.size(); i++) {
        isOrdered =
            1 <= smallest.get(i)
                && smallest.get(i) <= usual.get(i)
                && usual.get(i) <= largest.get(i);
      }
      if (!isOrdered) {
        throw new IllegalArgumentException(
            "shapes: "
                + List.of(smallest, usual, largest)
                + ", must be 1 <= smallest <= usual <= largest in each dimension");
      }
    }
  }

  /**
   * Units of Intel by way of OpenVINO. Immutable, thread-safe.
   *
   * @param deviceType as OpenVINO names it
   */
  record OpenVino(String deviceType) implements ExecutionProvider {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public OpenVino {
      Objects.requireNonNull(deviceType, "deviceType");
      if (deviceType.isBlank()) {
        throw new IllegalArgumentException("deviceType: blank, must be CPU, GPU, NPU, AUTO...");
      }
    }

    @Override
    public String toString() {
      return "OpenVINO(" + deviceType + ")";
    }
  }

  /** The units of an Apple machine by way of CoreML. Immutable, thread-safe. */
  record CoreMl() implements ExecutionProvider {
    @Override
    public String toString() {
      return "CoreML";
    }
  }

  /**
   * A graphics card on Windows by way of DirectML. Immutable, thread-safe.
   *
   * @param device its number, 0 for the first
   */
  record DirectMl(int device) implements ExecutionProvider {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public DirectMl {
      requireDevice(device);
    }

    @Override
    public String toString() {
      return "DirectML(" + device + ")";
    }
  }

  private static void requireDevice(int device) {
    if (device < 0) {
      throw new IllegalArgumentException("device: " + device + ", must be >= 0");
    }
  }
}
