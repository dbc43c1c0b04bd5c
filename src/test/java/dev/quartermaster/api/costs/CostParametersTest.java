package dev.quartermaster.api.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CostParametersTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void withoutParametersItIsTheLastThirtyDaysInOneRow() {
        CostQuestion question = ask(Map.of());

        assertThat(question.groupBy()).isEmpty();
        assertThat(question.from()).isEqualTo(NOW.minus(Duration.ofDays(30)));
        assertThat(question.to()).isEqualTo(NOW);
        assertThat(question.zone().getId()).isEqualTo("Z");
        assertThat(question.limit())
                .as("one more tells if there is another page")
                .isEqualTo(101);
    }

    @Test
    void keysKeepTheirOrder() {
        assertThat(ask(Map.of("group_by", "day, model,day")).groupBy()).containsExactly(GroupKey.DAY, GroupKey.MODEL);
        assertThat(ask(Map.of("group_by", "model,provider,agent_type,task_id,api_key,environment,hour,day,week,month"))
                        .groupBy())
                .containsExactly(GroupKey.values());
    }

    @Test
    void eachKeyThatIsNoTimeCanBeFilteredBy() {
        assertThat(ask(Map.of("model", "m", "provider", "p", "agent_type", "a", "task_id", "t", "api_key", "k"))
                        .filters())
                .containsOnly(
                        Map.entry(GroupKey.MODEL, "m"),
                        Map.entry(GroupKey.PROVIDER, "p"),
                        Map.entry(GroupKey.AGENT_TYPE, "a"),
                        Map.entry(GroupKey.TASK_ID, "t"),
                        Map.entry(GroupKey.API_KEY, "k"));
        assertThat(ask(Map.of("environment", "prod")).filters()).containsOnly(Map.entry(GroupKey.ENVIRONMENT, "prod"));
    }

    @Test
    void aTimeMayHaveAnOffsetThatWasNotEscaped() {
        assertThat(ask(Map.of("from", "2026-01-01T01:00:00 01:00")).from()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void aCursorLeadsOnWithTheSameEnd() {
        List<String> last = Arrays.asList("2026-01-01", null, "a,b");
        String cursor = new CostCursor(NOW.minusSeconds(7), last).cursor().text();

        CostQuestion question = ask(Map.of("group_by", "day,model,agent_type", "cursor", cursor));

        assertThat(question.to()).isEqualTo(NOW.minusSeconds(7));
        assertThat(question.after()).contains(new CostQuestion.LastGroup(last));
    }

    @Test
    void whatCannotBeMeantIsRefusedByName() {
        refused("group_by", Map.of("group_by", "model,colour"));
        refused("group_by", Map.of("group_by", "model,"));
        refused("from", Map.of("from", "yesterday"));
        refused("from", Map.of("from", "2026-02-01T00:00:00Z"));
        refused("from", Map.of("from", "+10000-01-01T00:00:00Z"));
        refused("to", Map.of("to", "-0001-01-01T00:00:00Z"));
        refused("to", Map.of("to", "2026-13-01T00:00:00Z"));
        refused("limit", Map.of("limit", "0"));
        refused("limit", Map.of("limit", "1001"));
        refused("limit", Map.of("limit", "many"));
        refused("cursor", Map.of("cursor", "???"));
        refused("cursor", Map.of("cursor", "MjAyNg"));
        refused("time_zone", Map.of("time_zone", "Europe/Atlantis"));
        refused("time_zone", Map.of("time_zone", "+05:30"));
        refused("time_zone", Map.of("time_zone", "UTC+1"));
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        String ofModels = new CostCursor(NOW, List.of("gpt-x")).cursor().text();
        String ofDays = new CostCursor(NOW, List.of("2026-01-01")).cursor().text();

        refused("cursor", Map.of("cursor", ofModels));
        refused("cursor", Map.of("cursor", ofModels, "group_by", "day"));
        refused("cursor", Map.of("cursor", ofDays, "group_by", "hour"));
        refused("cursor", Map.of("cursor", ofModels, "group_by", "model,provider"));
    }

    @Test
    void theFormIsJsonOrCsv() {
        assertThat(parameters(Map.of("format", "csv")).form()).isEqualTo(CostFormat.CSV);
        assertThat(parameters(Map.of()).form()).isNull();
        assertRefused("format", () -> parameters(Map.of("format", "xml")).form());
    }

    private static CostQuestion ask(Map<String, String> query) {
        return parameters(query).question(NOW);
    }

    private static CostParameters parameters(Map<String, String> given) {
        Map<String, String> query = new HashMap<>(given);
        CostParameters parameters = new CostParameters(
                query.remove("group_by"),
                query.remove("from"),
                query.remove("to"),
                query.remove("time_zone"),
                query.remove("model"),
                query.remove("provider"),
                query.remove("agent_type"),
                query.remove("task_id"),
                query.remove("api_key"),
                query.remove("environment"),
                query.getOrDefault("limit", "100"),
                query.remove("cursor"),
                query.remove("format"));
        query.remove("limit");
        assertThat(query).isEmpty();
        return parameters;
    }

    private static void refused(String param, Map<String, String> query) {
        assertRefused(param, () -> ask(query));
    }

    private static void assertRefused(String param, ThrowingCallable parse) {
        assertThatThrownBy(parse).isInstanceOfSatisfying(QuartermasterException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.param()).contains(param);
        });
    }
}
