package dev.quartermaster.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.testing.ForAll;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryTest {

    private static Canary of(double percent) {
        return new Canary("openai/gpt-4o", percent, null);
    }

    @Test
    void itTakesItsShareOfTheTasks() {
        ForAll.seeds(random -> {
            double percent = random.nextInt(101);
            String prefix = "task-" + random.nextInt(1_000_000) + "-";
            String agent = "agent-" + random.nextInt(1_000);
            long taken = IntStream.range(0, 4_000)
                    .filter(i -> of(percent).takes(agent, prefix + i))
                    .count();

            assertThat(taken / 40.0).isCloseTo(percent, within(3.5));
        });
    }

    @Test
    void noneIsNoneAndAllIsAll() {
        ForAll.seeds(random -> {
            String task = Long.toString(random.nextLong());
            assertThat(of(0).takes("sql", task)).isFalse();
            assertThat(of(100).takes("sql", task)).isTrue();
        });
    }

    @Test
    void aTaskStaysOnItsSideAndNeverLeavesTheCanaryWhenItsShareGrows() {
        ForAll.seeds(random -> {
            String task = Long.toString(random.nextLong());
            double percent = random.nextDouble() * 100;
            double more = percent + random.nextDouble() * (100 - percent);

            assertThat(of(percent).takes("sql", task)).isEqualTo(of(percent).takes("sql", task));
            assertThat(!of(percent).takes("sql", task) || of(more).takes("sql", task))
                    .isTrue();
        });
    }
}
