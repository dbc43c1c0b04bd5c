package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostPlan.Level;
import dev.quartermaster.history.ledger.CostSum.Outcomes;
import dev.quartermaster.history.ledger.CostSum.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
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
        CostQuestion rest = question.fromLastHour();
        return rest.hoursOfPage()
                .map(hours -> ask(hours)
                        .chain(sums -> sums.size() == question.limit()
                                ? Uni.createFrom().item(sums)
                                : ask(rest)))
                .orElseGet(() -> ask(rest));
    }

    private Uni<List<CostSum>> ask(CostQuestion question) {
        CostStatement statement = new CostStatement(question);
        return query(() -> getSession().chain(session -> {
                    var sums = session.<Object[]>createNativeQuery(statement.sql());
                    statement.values().forEach(sums::setParameter);
                    return sums.getResultList();
                }))
                .map(rows ->
                        rows.stream().map(row -> read(question.groupBy(), row)).toList());
    }

    /** Returns what a question takes and the history does not have any more; empty if it can be answered. */
    public Uni<Optional<Gap>> gap(CostQuestion question) {
        Map<Gap.Of, Instant> needed = new EnumMap<>(Gap.Of.class);
        for (Gap.Of of : Gap.Of.values()) {
            question.needs(of.level).ifPresent(moment -> needed.put(of, moment));
        }
        if (needed.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return query(() -> getSession().chain(session -> session.createSelectionQuery(
                                "from RemovedHistoryEntity", RemovedHistoryEntity.class)
                        .getResultList()))
                .map(removed -> removed.stream()
                        .flatMap(table -> needed.entrySet().stream()
                                .filter(need -> need.getKey().level.table().equals(table.tableName))
                                .filter(need -> need.getValue().isBefore(table.before))
                                .map(need -> new Gap(need.getKey(), table.before)))
                        .min(Comparator.comparing(Gap::of)));
    }

    /**
     * History that retention has removed.
     *
     * @param before up to when
     */
    public record Gap(Of of, Instant before) {

        /** Kind of what was removed. */
        public enum Of {
            REQUESTS(Level.ROWS),
            /** Sums by quarter of an hour, which were not kept when the requests were removed. */
            QUARTER_HOURS(Level.QUARTER_HOURS);

            private final Level level;

            Of(Level level) {
                this.level = level;
            }
        }
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
