package dev.quartermaster.metrics.request;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.telemetry.MetricLabel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values of labels few: models of the registry and agent types, each up to a limit. What is beyond it, or not in
 * the registry, is {@code other}. A name keeps its value for as long as the process lives.
 */
@Singleton
public class MetricLabels {

    private static final ModelKey OTHER_MODEL = new ModelKey(ProviderId.of(MetricLabel.OTHER), MetricLabel.OTHER);
    private static final ModelKey NO_MODEL = new ModelKey(ProviderId.of(MetricLabel.NONE), MetricLabel.NONE);

    private final Names<ModelKey> models;
    private final Names<String> agents;

    @Inject
    MetricLabels(MetricsConfig config, ModelRegistry registry) {
        this(config.maxModels(), config.maxAgentTypes(), model -> registry.snapshot()
                .find(model)
                .isPresent());
    }

    MetricLabels(int mostModels, int mostAgents, Predicate<ModelKey> isKnown) {
        this.models = new Names<>(mostModels, isKnown, OTHER_MODEL);
        this.agents = new Names<>(mostAgents, any -> true, MetricLabel.OTHER);
    }

    /** Returns the model as it may stand in a label; {@code none} without one. */
    public ModelKey model(@Nullable ModelKey model) {
        return model == null ? NO_MODEL : models.of(model);
    }

    /** Returns the agent type as it may stand in a label; {@code none} without one. */
    public String agent(@Nullable String agentType) {
        return agentType == null ? MetricLabel.NONE : agents.of(agentType);
    }

    /** The names that were seen first. */
    private static final class Names<T> {

        private final Map<T, T> known = new ConcurrentHashMap<>();
        private final int most;
        private final Predicate<T> admitted;
        private final T other;

        Names(int most, Predicate<T> admitted, T other) {
            this.most = most;
            this.admitted = admitted;
            this.other = other;
        }

        T of(T name) {
            T same = known.get(name);
            if (same != null) {
                return same;
            }
            return known.size() < most && admitted.test(name) ? add(name) : other;
        }

        private synchronized T add(T name) {
            if (known.size() < most) {
                known.putIfAbsent(name, name);
                return name;
            }
            return other;
        }
    }
}
