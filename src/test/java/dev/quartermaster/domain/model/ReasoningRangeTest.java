package dev.quartermaster.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningRangeTest {

    @ParameterizedTest
    @CsvSource({
        "xhigh, low medium high, high",
        "minimal, low medium high, low",
        "max, low medium high xhigh, xhigh",
        "medium, low high, low",
        "low, none high, high",
        "none, low high, low",
        "high, medium, medium",
        "medium, low medium high, medium",
        "sideways, low high, sideways"
    })
    void anEffortBecomesTheNearestThatTheModelHas(String asked, String has, String taken) {
        assertThat(new ReasoningRange(List.of(has.split(" ")), null, null, null).nearest(asked))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"0, 128", "64, 128", "500, 500", "31999, 31999", "40000, 32768"})
    void aBudgetIsHeldToTheRangeOfAModelThatAlwaysReasons(int asked, int taken) {
        assertThat(new ReasoningRange(List.of(), 128, 32768, false).held(asked)).isEqualTo(taken);
    }

    @Test
    void aModelThatCanBeOffIsSwitchedOffByABudgetOfZero() {
        ReasoningRange range = new ReasoningRange(List.of(), 512, 24576, true);
        assertThat(range.held(0)).isZero();
        assertThat(range.held(1)).isEqualTo(512);
        assertThat(range.held(31_999)).isEqualTo(24_576);
    }

    @Test
    void nothingKnownChangesNothing() {
        assertThat(ReasoningRange.UNKNOWN.held(7)).isEqualTo(7);
        assertThat(ReasoningRange.UNKNOWN.nearest("xhigh")).isEqualTo("xhigh");
    }
}
