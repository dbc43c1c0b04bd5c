package dev.quartermaster.cost;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Forecasts what the running month will have cost at its end, in total and by agent type. */
@ApplicationScoped
public class CostForecasts {

    /** Whole days that a forecast looks back to; two weeks hold each day of the week twice. */
    private static final int DAYS = 14;

    /** The most rows of an agent type and a day that are read. */
    private static final int MOST_ROWS = 100_000;

    private final CostRepository ledger;

    CostForecasts(CostRepository ledger) {
        this.ledger = ledger;
    }

    /**
     * Forecast of one group.
     *
     * @param agentType null for requests without one, and for the total
     * @param spent in the month so far
     * @param unpriced requests of the month whose cost is not known; they count 0
     */
    public record Forecast(@Nullable String agentType, Money spent, long unpriced, MonthForecast forecast) {}

    /**
     * Forecasts of a month.
     *
     * @param byAgent those that spend most first; empty unless asked for
     */
    public record Answer(YearMonth month, Instant endsAt, Forecast total, List<Forecast> byAgent) {}

    /**
     * Forecasts the month that it is now in a zone. Fails with {@code history_unavailable} when the database is down.
     *
     * @param byAgent whether each agent type has a forecast, too
     */
    public Uni<Answer> ofMonth(ZoneId zone, Instant now, boolean byAgent) {
        Calendar calendar = Calendar.at(now, zone);
        return ledger.sums(question(calendar, List.of(GroupKey.DAY)))
                .chain(total -> byAgent
                        ? ledger.sums(question(calendar, List.of(GroupKey.AGENT_TYPE, GroupKey.DAY)))
                                .map(agents -> answer(calendar, total, agents))
                        : Uni.createFrom().item(() -> answer(calendar, total, List.of())));
    }

    private static CostQuestion question(Calendar calendar, List<GroupKey> keys) {
        return new CostQuestion(
                keys, Map.of(), calendar.from(), calendar.now(), calendar.zone(), MOST_ROWS, Optional.empty());
    }

    private static Answer answer(Calendar calendar, List<CostSum> total, List<CostSum> agents) {
        Map<Optional<String>, List<CostSum>> days = new LinkedHashMap<>();
        agents.forEach(sum -> days.computeIfAbsent(
                        Optional.ofNullable(sum.group().get(GroupKey.AGENT_TYPE)), any -> new ArrayList<>())
                .add(sum));
        List<Forecast> byAgent = new ArrayList<>();
        days.forEach((agent, sums) -> byAgent.add(forecast(calendar, agent.orElse(null), sums)));
        byAgent.sort((one, other) -> other.spent().compareTo(one.spent()));
        return new Answer(
                YearMonth.from(calendar.today()), calendar.monthEnd(), forecast(calendar, null, total), byAgent);
    }

    private static Forecast forecast(Calendar calendar, @Nullable String agent, List<CostSum> sums) {
        Map<LocalDate, Money> byDay = new TreeMap<>();
        Money spent = Money.ZERO;
        long unpriced = 0;
        for (CostSum sum : sums) {
            LocalDate day = LocalDate.parse(String.valueOf(sum.group().get(GroupKey.DAY)));
            byDay.merge(day, sum.priced(), Money::plus);
            if (!day.isBefore(calendar.firstOfMonth())) {
                spent = spent.plus(sum.priced());
                unpriced += sum.unpriced();
            }
        }
        List<Double> history = new ArrayList<>();
        LocalDate day = calendar.today().minusDays(DAYS);
        for (; day.isBefore(calendar.today()); day = day.plusDays(1)) {
            Money cost = byDay.get(day);
            // Days before the first request say nothing of those to come.
            if (cost != null || !history.isEmpty()) {
                history.add(usd(cost));
            }
        }
        MonthForecast forecast = MonthForecast.of(
                spent.usd().doubleValue(),
                history,
                usd(byDay.get(calendar.today())),
                calendar.gone(),
                calendar.daysAfter());
        return new Forecast(agent, spent, unpriced, forecast);
    }

    private static double usd(@Nullable Money cost) {
        return cost == null ? 0 : cost.usd().doubleValue();
    }

    /** Days of the running month in a zone. */
    private record Calendar(ZoneId zone, Instant now, LocalDate today) {

        static Calendar at(Instant now, ZoneId zone) {
            return new Calendar(zone, now, LocalDate.ofInstant(now, zone));
        }

        LocalDate firstOfMonth() {
            return today.withDayOfMonth(1);
        }

        /** The first moment that is read: of the month, or of the days before it. */
        Instant from() {
            LocalDate looksBack = today.minusDays(DAYS);
            return start(looksBack.isBefore(firstOfMonth()) ? looksBack : firstOfMonth());
        }

        Instant monthEnd() {
            return start(firstOfMonth().plusMonths(1));
        }

        int daysAfter() {
            return (int) ChronoUnit.DAYS.between(today, firstOfMonth().plusMonths(1)) - 1;
        }

        /** The share of today that is over; a day may have 23 or 25 hours. */
        double gone() {
            Duration day = Duration.between(start(today), start(today.plusDays(1)));
            return (double) Duration.between(start(today), now).toMillis() / day.toMillis();
        }

        private Instant start(LocalDate day) {
            return day.atStartOfDay(zone).toInstant();
        }
    }
}
