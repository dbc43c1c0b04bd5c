package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cost.CostForecasts.Answer;
import dev.quartermaster.cost.CostForecasts.Forecast;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostForecastsTest {

    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    private static final List<String> AGENTS = Arrays.asList("coder", "sql", "writer", null);

    /** However few rows are read at once, each agent has all of its days, and nobody is left out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 19, 20, 76, 77, 20_000})
    void everyAgentHasItsForecastFromAllOfItsDays(int page) {
        Answer answer = new CostForecasts(new Ledger(), page)
                .ofMonth(ZoneOffset.UTC, NOW, true)
                .await()
                .atMost(Duration.ofMinutes(1));

        assertThat(answer.total().spent()).isEqualTo(Money.usd("190"));
        assertThat(answer.byAgent()).extracting(Forecast::agentType).containsExactly(null, "writer", "sql", "coder");
        assertThat(answer.byAgent())
                .extracting(Forecast::spent)
                .containsExactly(Money.usd("76"), Money.usd("57"), Money.usd("38"), Money.usd("19"));
        assertThat(answer.byAgent())
                .extracting(forecast -> forecast.forecast().days())
                .containsOnly(14);
    }

    /** Each agent pays its place in the list every day, from the first to the 19th of the month. */
    private static final class Ledger extends CostRepository {

        @Override
        public Uni<List<CostSum>> sums(CostQuestion question) {
            List<CostSum> all = question.groupBy().contains(GroupKey.AGENT_TYPE) ? byAgent() : byDay();
            int next = question.after()
                    .map(last -> all.stream().map(Ledger::values).toList().indexOf(last.values()) + 1)
                    .orElse(0);
            return Uni.createFrom().item(all.subList(next, Math.min(all.size(), next + question.limit())));
        }

        private static List<@Nullable String> values(CostSum sum) {
            return new ArrayList<>(sum.group().values());
        }

        private static List<CostSum> byAgent() {
            List<CostSum> sums = new ArrayList<>();
            for (int agent = 0; agent < AGENTS.size(); agent++) {
                for (int day = 1; day <= 19; day++) {
                    Map<GroupKey, @Nullable String> group = new LinkedHashMap<>();
                    group.put(GroupKey.AGENT_TYPE, AGENTS.get(agent));
                    group.put(GroupKey.DAY, LocalDate.of(2026, 3, day).toString());
                    sums.add(sum(group, agent + 1));
                }
            }
            return sums;
        }

        private static List<CostSum> byDay() {
            List<CostSum> sums = new ArrayList<>();
            for (int day = 1; day <= 19; day++) {
                sums.add(sum(Map.of(GroupKey.DAY, LocalDate.of(2026, 3, day).toString()), 10));
            }
            return sums;
        }

        private static CostSum sum(Map<GroupKey, @Nullable String> group, int usd) {
            return new CostSum(
                    group,
                    1,
                    1,
                    0,
                    0,
                    new CostSum.Tokens(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                    Money.usd(String.valueOf(usd)),
                    Money.ZERO);
        }
    }
}
