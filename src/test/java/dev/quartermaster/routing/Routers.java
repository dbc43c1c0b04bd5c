package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.Ids;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.testing.Settings;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Gives tests of other packages a router. */
public final class Routers {

    private Routers() {}

    /** Over the models of a registry, all of which can be called. */
    public static Router over(ModelRegistry registry, Clock clock) {
        return new Router(
                registry,
                Settings.of(SelectionConfig.class, Map.of()),
                Limiters.settings(),
                Settings.of(QualityConfig.class, Map.of()),
                new EveryoneWell(),
                (spender, answers, tier) -> BudgetSignals.NONE,
                new NoArchive(),
                Ids.of(clock),
                clock);
    }

    private static final class EveryoneWell implements SignalSource {

        @Override
        public Signals now(Selector selector, ModelRequirements requirements) {
            return Signals.of(Situations.EVERYBODY);
        }

        @Override
        public Signals now(Selector selector, ModelRequirements requirements, Collection<ModelKey> named) {
            return Signals.of(Situations.EVERYBODY);
        }
    }

    @Vetoed
    private static final class NoArchive extends RegistryArchive {

        NoArchive() {
            super(null, null, null, null, null);
        }

        @Override
        void noticed(RegistrySnapshot snapshot) {
            // nothing is kept
        }

        @Override
        Circumstances circumstances(SelectionInputs inputs, Instant time) {
            return null;
        }
    }
}
