/**
 * Contract suites: what a pipeline relies on in each role, as JUnit tests. Extend the suite of the
 * role, say how to make an instance, and every promise is checked:
 *
 * {@snippet :
 * class MyRecognizerTest extends RecognizerContract {
 *   @Override
 *   protected Recognizer create() {
 *     return new MyRecognizer();
 *   }
 * }
 * }
 *
 * <p>Samples come with the suites: tiny pages, gray and color ones, views with a row stride of
 * their own; override {@code samplePages()} and the like to add yours. The pipeline never sends an
 * empty batch, so what a role does with one is not checked.
 */
package io.glyphflow.testkit.contract;
