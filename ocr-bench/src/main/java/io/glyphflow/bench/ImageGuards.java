package io.glyphflow.bench;

import io.glyphflow.core.image.PageImage;
import java.util.List;

/** The guards of pictures: cropping, encoding, and codecs beside those of the JDK. */
final class ImageGuards {

  private static final int REPEATS = 5;

  /** The report's 18 s for 13 s of 500 regions, 9.9 for 4.9 ms a crop. */
  private static final double CROP_GAIN = 9.9 / 4.9;

  /** The report's 3,498 for 1,477 ms of 200 crops. */
  private static final double ENCODE_GAIN = 3_498 / 1_477.0;

  /** A page with text and photographs: 106 ms of the JDK, 28.4 of OpenCV. */
  private static final double DECODE_JPEG_GAIN = 106 / 28.4;

  /** The same page: 159 ms of the JDK, 23 of OpenCV. */
  private static final double ENCODE_JPEG_GAIN = 159 / 23.0;

  /** A crop may allocate this much: the view, its buffer, and its place in lists. */
  private static final double MAX_BYTES_PER_VIEW = 1_024;

  private ImageGuards() {}

  static void measure(Report report) throws InterruptedException {
    crops(report);
    requests(report);
    codecs(report);
  }

  /** OPT-003: a view or a copy of the page, then of the crop. */
  private static void crops(Report report) throws InterruptedException {
    try (Crops crops = new Crops()) {
      Arms.requireAlike(List.of(Crops.Arm.values()), arm -> crops.run(arm).duplicate());
      Samples<Crops.Arm> nanos = new Samples<>();
      for (int i = 0; i < REPEATS; i++) {
        for (Crops.Arm arm : Crops.Arm.values()) {
          long start = System.nanoTime();
          var unused = crops.run(arm);
          nanos.add(arm, System.nanoTime() - start);
        }
      }
      Guards.gain(
          report,
          "OPT-003 whole page converted for each crop / views",
          nanos.median(Crops.Arm.WHOLE_PAGE_EACH),
          nanos.median(Crops.Arm.VIEWS),
          CROP_GAIN);
      report.note(
          "    crops copied / views",
          Report.times(nanos.median(Crops.Arm.COPIES) / nanos.median(Crops.Arm.VIEWS)));
      views(report, crops);
    }
  }

  private static void views(Report report, Crops crops) throws InterruptedException {
    int rounds = 2_000;
    long owned = 0;
    long before = Allocation.total();
    for (int i = 0; i < rounds; i++) {
      for (PageImage view : crops.views()) {
        owned += view.ownedBytes();
      }
    }
    double each = (double) (Allocation.total() - before) / rounds / Crops.REGIONS;
    report.check("OPT-003 pixels copied by rectangular crops", owned + " B", "0 B", owned == 0);
    report.check(
        "OPT-003 allocation of a view",
        Report.count(each) + " B",
        "<= " + Report.count(MAX_BYTES_PER_VIEW) + " B",
        each <= MAX_BYTES_PER_VIEW);
  }

  /** OPT-008 and OPT-009: encoded once, resized only if need be. */
  private static void requests(Report report) throws InterruptedException {
    try (Requests requests = new Requests(8)) {
      Arms.requireAlike(List.of(Requests.Arm.values()), requests::run);
      Samples<Requests.Arm> nanos = new Samples<>();
      for (int i = 0; i < REPEATS; i++) {
        for (Requests.Arm arm : Requests.Arm.values()) {
          long start = System.nanoTime();
          var unused = requests.run(arm);
          nanos.add(arm, System.nanoTime() - start);
        }
      }
      Guards.gain(
          report,
          "OPT-008 resized and encoded twice / encoded once",
          nanos.median(Requests.Arm.RESIZE_AND_ENCODE_TWICE),
          nanos.median(Requests.Arm.ENCODE_ONCE),
          ENCODE_GAIN);
      report.note(
          "    resized and encoded once / encoded once",
          Report.times(
              nanos.median(Requests.Arm.RESIZE_AND_ENCODE)
                  / nanos.median(Requests.Arm.ENCODE_ONCE)));
      report.check(
          "OPT-009 resizes of crops that have their size, same bytes",
          Long.toString(requests.resizes()),
          "0",
          requests.resizes() == 0);
    }
  }

  /** Beside {@code javax.imageio}, in the same run. */
  private static void codecs(Report report) throws InterruptedException {
    codec(report, Codec.Task.DECODE_JPEG, DECODE_JPEG_GAIN);
    codec(report, Codec.Task.ENCODE_JPEG, ENCODE_JPEG_GAIN);
  }

  private static void codec(Report report, Codec.Task task, double claimed)
      throws InterruptedException {
    try (Codec codec = new Codec(task)) {
      codec.requireAlike();
      Samples<Codec.Arm> nanos = new Samples<>();
      for (int i = 0; i < REPEATS; i++) {
        for (Codec.Arm arm : Codec.Arm.values()) {
          long start = System.nanoTime();
          var unused = codec.run(arm);
          nanos.add(arm, System.nanoTime() - start);
        }
      }
      Guards.gain(
          report,
          "A4 at 300 dpi, " + task + ", javax.imageio / ours",
          nanos.median(Codec.Arm.JDK),
          nanos.median(Codec.Arm.OURS),
          claimed);
    }
  }
}
