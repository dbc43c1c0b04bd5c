package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostRepository.GroupKey;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CostQueryTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void withoutParametersItIsTheLastThirtyDaysInOneRow() {
        CostQuery query = CostQuery.parse(null, null, null, null, null, NOW);

        assertThat(query.groupBy()).isEmpty();
        assertThat(query.from()).isEqualTo(NOW.minus(Duration.ofDays(30)));
        assertThat(query.to()).isEqualTo(NOW);
    }

    @Test
    void keysKeepTheirOrder() {
        assertThat(CostQuery.parse("day, model,day", null, null, null, null, NOW)
                        .groupBy())
                .containsExactly(GroupKey.DAY, GroupKey.MODEL);
    }

    @Test
    void aTimeMayHaveAnOffsetThatWasNotEscaped() {
        assertThat(CostQuery.parse(null, "2026-01-01T01:00:00 01:00", null, null, null, NOW)
                        .from())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void aCursorLeadsOnWithTheSameEnd() {
        String cursor = new CostCursor(NOW.minusSeconds(7), 200).text();

        CostQuery query = CostQuery.parse(null, null, null, null, cursor, NOW);

        assertThat(query.to()).isEqualTo(NOW.minusSeconds(7));
        assertThat(query.skip()).isEqualTo(200);
    }

    @Test
    void whatCannotBeMeantIsRefusedByName() {
        refused("group_by", () -> CostQuery.parse("model,colour", null, null, null, null, NOW));
        refused("group_by", () -> CostQuery.parse("model,", null, null, null, null, NOW));
        refused("from", () -> CostQuery.parse(null, "yesterday", null, null, null, NOW));
        refused("from", () -> CostQuery.parse(null, "2026-02-01T00:00:00Z", null, null, null, NOW));
        refused("to", () -> CostQuery.parse(null, null, "2026-13-01T00:00:00Z", null, null, NOW));
        refused("limit", () -> CostQuery.parse(null, null, null, "0", null, NOW));
        refused("limit", () -> CostQuery.parse(null, null, null, "1001", null, NOW));
        refused("limit", () -> CostQuery.parse(null, null, null, "many", null, NOW));
        refused("cursor", () -> CostQuery.parse(null, null, null, null, "???", NOW));
        refused("cursor", () -> CostQuery.parse(null, null, null, null, "MjAyNg", NOW));
    }

    private static void refused(String param, ThrowingCallable parse) {
        assertThatThrownBy(parse).isInstanceOfSatisfying(QuartermasterException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.param()).contains(param);
        });
    }
}
