package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostSum.Outcomes;
import dev.quartermaster.history.ledger.CostSum.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums up the cost and tokens of requests. */
@ApplicationScoped
public class CostRepository extends HistoryRepository<CostHourEntity, CostHourEntity.Key> {

    /** Sums up each group, ordered by its keys, a missing value last; one row over everything if there are no keys. */
    public Uni<List<CostSum>> sums(CostQuestion question) {
        CostStatement statement = new CostStatement(question);
        return query(() -> getSession().chain(session -> {
                    var sums = session.<Object[]>createNativeQuery(statement.sql());
                    statement.values().forEach(sums::setParameter);
                    return sums.getResultList();
                }))
                .map(rows ->
                        rows.stream().map(row -> read(question.groupBy(), row)).toList());
    }

    /** Returns up to when requests have been removed; of the time before only whole hours are known. */
    public Uni<Optional<Instant>> removedBefore() {
        return query(() -> getSession()
                .chain(session -> session.createSelectionQuery(
                                "select before from RemovedHistoryEntity where tableName = 'invocation'", Instant.class)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable));
    }

    private static CostSum read(List<GroupKey> keys, @Nullable Object[] row) {
        Map<GroupKey, @Nullable String> group = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            group.put(keys.get(i), (String) row[i]);
        }
        Reader sums = new Reader(row, keys.size());
        long requests = sums.count();
        long successes = sums.count();
        long unpriced = sums.count();
        long estimated = sums.count();
        Tokens tokens = new Tokens(
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count(),
                sums.count());
        long cacheHits = sums.count();
        long failedOver = sums.count();
        long scored = sums.count();
        Money priced = sums.money();
        Money failedCost = sums.money();
        Outcomes outcomes = new Outcomes(cacheHits, sums.money(), failedOver, sums.decimal(), scored, sums.decimal());
        return new CostSum(group, requests, successes, unpriced, estimated, tokens, priced, failedCost, outcomes);
    }

    /** Reads sums in the order of {@link CostStatement#SUMS}. */
    private static final class Reader {

        private final @Nullable Object[] row;
        private int next;

        Reader(@Nullable Object[] row, int first) {
            this.row = row;
            this.next = first;
        }

        long count() {
            return row[next++] instanceof Number number ? number.longValue() : 0;
        }

        double decimal() {
            return row[next++] instanceof Number number ? number.doubleValue() : 0;
        }

        Money money() {
            return row[next++] instanceof BigDecimal amount ? new Money(amount) : Money.ZERO;
        }
    }
}
