package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.testing.ForAll;
import org.junit.jupiter.api.Test;

class WeightsTest {

    private static final Weights DEFAULT = new Weights(0.30, 0.25, 0.25, 0.20);

    @Test
    void weightsThatDoNotSumToOneAreRefusedByName() {
        assertThatThrownBy(() -> new Weights(0.3, 0.3, 0.3, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to 1.2");
        assertThatThrownBy(() -> new Weights(1.5, -0.5, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weights(Double.NaN, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void configuredOnesAreRefusedWithTheNameOfTheSetting() {
        assertThatThrownBy(() -> Weights.of(new Situations.Settings(0.3, 0.3, 0.3, 0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("quartermaster.selection.weights: ")
                .hasMessageContaining("sum to 1.2");
    }

    @Test
    void theySumToOneAtAnyPriority() {
        ForAll.seeds(random -> {
            Weights any = Situations.weights(random);
            for (Priority priority : Priority.values()) {
                Weights moved = any.forPriority(priority);
                assertThat(moved.capability() + moved.cost() + moved.performance() + moved.availability())
                        .isCloseTo(1, within(1e-9));
            }
        });
    }

    @Test
    void mediumPriorityKeepsThem() {
        assertThat(DEFAULT.forPriority(Priority.MEDIUM)).isEqualTo(DEFAULT);
    }

    @Test
    void highPriorityMovesWeightFromCostToService() {
        for (Priority priority : new Priority[] {Priority.HIGH, Priority.CRITICAL}) {
            Weights moved = DEFAULT.forPriority(priority);
            assertThat(moved.cost()).isZero();
            assertThat(moved.performance()).isGreaterThan(DEFAULT.performance());
            assertThat(moved.availability()).isGreaterThan(DEFAULT.availability());
            assertThat(moved.capability()).isEqualTo(DEFAULT.capability());
        }
    }

    @Test
    void lowPriorityMovesWeightToCost() {
        Weights moved = DEFAULT.forPriority(Priority.LOW);
        assertThat(moved.cost()).isGreaterThan(DEFAULT.cost());
        assertThat(moved.performance()).isLessThan(DEFAULT.performance());
        assertThat(moved.availability()).isLessThan(DEFAULT.availability());
    }
}
