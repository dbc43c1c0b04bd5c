package dev.quartermaster.cost;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostQuestion.LastGroup;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Forecasts what the running month will have cost at its end, in total and by agent type. */
@ApplicationScoped
public class CostForecasts {

    /** Whole days that a forecast looks back to; two weeks hold each day of the week twice. */
    private static final int DAYS = 14;

    /** Rows of an agent type and a day that are read at once. */
    private static final int PAGE = 20_000;

    private final CostRepository ledger;
    private final int page;

    @Inject
    CostForecasts(CostRepository ledger) {
        this(ledger, PAGE);
    }

    CostForecasts(CostRepository ledger, int page) {
        this.ledger = ledger;
        this.page = page;
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
        return ledger.sums(question(calendar, List.of(GroupKey.DAY), PAGE, Optional.empty()))
                .map(total -> forecast(calendar, null, total))
                .chain(total -> agents(calendar, byAgent).map(agents -> answer(calendar, total, agents)));
    }

    private static Answer answer(Calendar calendar, Forecast total, List<Forecast> byAgent) {
        byAgent.sort((one, other) -> other.spent().compareTo(one.spent()));
        return new Answer(YearMonth.from(calendar.today()), calendar.monthEnd(), total, byAgent);
    }

    private Uni<List<Forecast>> agents(Calendar calendar, boolean wanted) {
        AgentForecasts agents = new AgentForecasts(calendar);
        return (wanted ? read(agents, Optional.empty()) : Uni.createFrom().voidItem()).map(done -> agents.end());
    }

    /** Reads what is behind a group, page by page: there may be more agents than their days have room in memory. */
    private Uni<Void> read(AgentForecasts agents, Optional<LastGroup> after) {
        List<GroupKey> keys = List.of(GroupKey.AGENT_TYPE, GroupKey.DAY);
        return ledger.sums(question(agents.calendar, keys, page, after)).chain(sums -> {
            sums.forEach(agents::add);
            if (sums.size() < page) {
                return Uni.createFrom().voidItem();
            }
            CostSum last = sums.get(sums.size() - 1);
            return read(
                    agents,
                    Optional.of(new LastGroup(new ArrayList<>(last.group().values()))));
        });
    }

    private static CostQuestion question(Calendar calendar, List<GroupKey> keys, int limit, Optional<LastGroup> after) {
        return new CostQuestion(keys, Map.of(), calendar.from(), calendar.now(), calendar.zone(), limit, after);
    }

    /** Forecasts of agent types, each made when its last day was read: the sums come by agent type and then by day. */
    private static final class AgentForecasts {

        private final Calendar calendar;
        private final List<Forecast> done = new ArrayList<>();
        private final List<CostSum> days = new ArrayList<>();

        AgentForecasts(Calendar calendar) {
            this.calendar = calendar;
        }

        void add(CostSum day) {
            if (!days.isEmpty() && !Objects.equals(agent(day), agent(days.get(0)))) {
                finish();
            }
            days.add(day);
        }

        List<Forecast> end() {
            if (!days.isEmpty()) {
                finish();
            }
            return done;
        }

        private void finish() {
            done.add(forecast(calendar, agent(days.get(0)), days));
            days.clear();
        }

        private static @Nullable String agent(CostSum sum) {
            return sum.group().get(GroupKey.AGENT_TYPE);
        }
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
