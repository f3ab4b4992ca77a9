package io.glyphflow.layout;

import java.util.Arrays;

/** Disjoint sets of the numbers below n, each known by its least member (union-find). */
final class Sets {

  private final int[] parent;

  Sets(int n) {
    parent = new int[n];
    Arrays.setAll(parent, i -> i);
  }

  int of(int i) {
    int root = i;
    while (parent[root] != root) {
      root = parent[root];
    }
    int at = i;
    while (parent[at] != root) {
      int next = parent[at];
      parent[at] = root;
      at = next;
    }
    return root;
  }

  void join(int i, int j) {
    int a = of(i);
    int b = of(j);
    parent[Math.max(a, b)] = Math.min(a, b);
  }
}
