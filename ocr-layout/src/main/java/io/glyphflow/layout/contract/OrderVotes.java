package io.glyphflow.layout.contract;

/**
 * The reading order of PP-DocLayoutV3. Entry {@code [i, j]}, for {@code i < j}, says how much query
 * {@code i} is before {@code j}: each query gets {@code s(i, q)} from those of smaller numbers and
 * {@code 1 - s(q, i)} from those of larger ones, and who has the fewest votes is read first.
 * (Hugging Face transformers, PP-DocLayoutV3's image processor.)
 */
final class OrderVotes {

  private final float[] logits;
  private final int queries;

  private OrderVotes(float[] logits, int queries) {
    this.logits = logits;
    this.queries = queries;
  }

  static OrderVotes of(Answer answer, Adapter.Batch batch, int page, int queries) {
    Values order = answer.batched(answer.named(DetrAdapter.ORDER), 3, batch);
    answer.check(
        order.size(1) == queries && order.size(2) == queries,
        order,
        "must be a number for each pair of " + queries + " queries");
    int count = Math.multiplyExact(queries, queries);
    return new OrderVotes(order.copy(page * count, count), queries);
  }

  /** The votes of those that were found, which sort as the ranks among all queries do. */
  float[] of(TopQueries top) {
    float[] votes = new float[top.count()];
    for (int i = 0; i < votes.length; i++) {
      float sum = (float) votes(top.query(i));
      votes[i] = Float.isNaN(sum) ? Float.MAX_VALUE : sum;
    }
    return votes;
  }

  private double votes(int query) {
    double votes = 0;
    for (int i = 0; i < query; i++) {
      votes += Found.sigmoid(logits[i * queries + query]);
    }
    for (int i = query + 1; i < queries; i++) {
      votes += 1 - Found.sigmoid(logits[query * queries + i]);
    }
    return votes;
  }
}
