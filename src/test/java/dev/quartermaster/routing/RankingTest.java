package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

    /** Values that are alike, apart by a hair, or far off all others. */
    @Test
    void theOrderIsThatOfComparingEachWithEach() {
        ForAll.seeds(random -> {
            int size = random.nextInt(0, 300);
            List<ModelSpec> models = new ArrayList<>();
            double[] value = new double[size];
            for (int i = 0; i < size; i++) {
                models.add(Models.named(String.format("openai/m%03d", i))
                        .price("" + random.nextInt(3), "0")
                        .build());
                value[i] = switch (random.nextInt(4)) {
                    case 0 -> 0.5;
                    case 1 -> 0.5 + random.nextInt(3) * Math.ulp(0.5);
                    case 2 -> random.nextInt(50) == 0 ? 0 : 0.6;
                    default -> random.nextDouble();
                };
            }
            ModelIndex index = new ModelIndex(models);
            CostEstimate costEstimate =
                    new CostEstimate(new PreparedInputs(index, Situations.inputs(Situations.plain())));
            Ranking ranking = new Ranking(index, costEstimate);
            for (int i = 0; i < size; i++) {
                ranking.add(i, value[i], costEstimate.usd(index.get(i)));
            }

            assertThat(ranking.order())
                    .containsExactly(IntStream.range(0, size)
                            .boxed()
                            .sorted(Comparator.<Integer>comparingDouble(i -> -value[i])
                                    .thenComparing(i -> costEstimate.exact(index.get(i)))
                                    .thenComparing(i -> i))
                            .mapToInt(i -> i)
                            .toArray());
            assertThat(ranking.cheapest())
                    .isEqualTo(IntStream.range(0, size)
                            .boxed()
                            .min(Comparator.comparing(i -> costEstimate.exact(index.get(i))))
                            .orElse(-1));
        });
    }
}
