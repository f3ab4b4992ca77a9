package io.glyphflow.testkit.fake;

import java.util.List;

/** What every fake role tells about the calls it had. Thread-safe. */
public interface Fake {

  /**
   * The calls so far.
   *
   * @return a snapshot
   */
  CallStats stats();

  /**
   * What the fake should never have seen: more calls at a time or more items than its traits allow,
   * a call on a virtual thread with placement CPU, a call after its end or an end during a call, a
   * picture of another page. The call that did it failed as well.
   *
   * @return one line each; empty if all is well
   */
  List<String> violations();
}
