package io.glyphflow.testkit.fault;

import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Traits;

/** What all faulty roles share: they are what they wrap, faults aside. */
abstract class FaultyRole<R extends Role> implements Role, AutoCloseable {

  final R role;

  FaultyRole(R role) {
    this.role = role;
  }

  @Override
  public final Traits traits() {
    return role.traits();
  }

  @Override
  public final void warmUp() throws InterruptedException {
    role.warmUp();
  }

  @Override
  public final void close() {
    if (role instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("close() of " + role + " failed", e);
      }
    }
  }

  @Override
  public final String toString() {
    return "faulty " + role;
  }
}
