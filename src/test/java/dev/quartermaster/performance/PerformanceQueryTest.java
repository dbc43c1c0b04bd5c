package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.QuartermasterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerformanceQueryTest {

    @Test
    void withoutParametersItIsOneDayOfEverything() {
        assertThat(PerformanceQuery.parse(null, null, "", " ")).isEqualTo(new PerformanceQuery(24, null, null, null));
    }

    @Test
    void aProviderMayGoByAnotherName() {
        assertThat(PerformanceQuery.parse(null, null, "Claude", null).provider())
                .isEqualTo("anthropic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "87600", "1.5", "day", "99999999999"})
    void aWindowOutOfRangeIsRefused(String window) {
        assertThatThrownBy(() -> PerformanceQuery.parse(window, null, null, null))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains("window_hours"));
    }

    @Test
    void aProviderThatCannotBeANameIsRefused() {
        assertThatThrownBy(() -> PerformanceQuery.parse(null, null, "no such thing", null))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains("provider"));
    }
}
