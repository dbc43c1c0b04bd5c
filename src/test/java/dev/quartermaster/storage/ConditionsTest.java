package dev.quartermaster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionsTest {

    @Test
    void leavesOutWhatHasNoValue() {
        Conditions some = new Conditions()
                .and("a = :a", "a", 1)
                .and("b = :b", "b", null)
                .and("(c, d) < (:c, :d)", "c", 2, "d", 3)
                .and("(e, f) < (:e, :f)", "e", null, "f", 4)
                .and("g is null");

        assertThat(some.where()).isEqualTo(" where a = :a and (c, d) < (:c, :d) and g is null");
        assertThat(some.values()).containsOnlyKeys("a", "c", "d");
    }

    @Test
    void hasNoClauseWithoutConditions() {
        assertThat(new Conditions().and("a = :a", "a", null).where()).isEmpty();
    }
}
